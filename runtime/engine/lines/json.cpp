#include "runtime/engine/lines/json.h"

#include <nlohmann/json.hpp>
#include <unordered_map>

#include "runtime/value/text.h"

namespace parley::lines {
namespace {

using model::Datum;

// Of members of one name the last counts, at the place of the first.
void drop_repeated(std::vector<Datum::Member>& members) {
    std::unordered_map<std::string_view, std::size_t> last;
    for (std::size_t i = 0; i < members.size(); ++i) last[members[i].name] = i;
    if (last.size() == members.size()) return;
    std::vector<Datum::Member> kept;
    for (auto& [name, value] : members) {
        const auto found = last.find(name);
        if (found == last.end()) continue;
        kept.emplace_back(name, std::move(members[found->second].value));
        last.erase(found);
    }
    members = std::move(kept);
}

class Builder {
public:
    explicit Builder(std::size_t depth) : depth_(depth) {}
    Datum& root() { return root_; }

    bool null() { return add({}); }
    bool boolean(bool value) { return add(Datum::of_boolean(value)); }
    bool number_integer(std::int64_t value) { return add(Datum::of_integer(value)); }
    bool number_unsigned(std::uint64_t value) { return number(std::to_string(value)); }
    bool number_float(double, const std::string& digits) { return number(digits); }
    bool string(const std::string& text) { return add(Datum::of_text(value::to_nfc(text))); }
    bool binary(const std::vector<std::uint8_t>&) { return false; }
    bool start_object(std::size_t) { return open(Datum::Kind::object); }
    bool start_array(std::size_t) { return open(Datum::Kind::list); }
    bool key(const std::string& name) {
        names_.back() = value::to_nfc(name);
        return true;
    }
    bool end_object() {
        drop_repeated(open_.back().members);
        return close();
    }
    bool end_array() { return close(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) { return false; }

private:
    bool number(std::string digits) {
        Datum datum;
        datum.kind = Datum::Kind::number;
        datum.text = std::move(digits);
        return add(std::move(datum));
    }
    bool open(Datum::Kind kind) {
        if (open_.size() == depth_) return false;
        open_.emplace_back().kind = kind;
        names_.emplace_back();
        return true;
    }
    bool close() {
        Datum done = std::move(open_.back());
        open_.pop_back();
        names_.pop_back();
        return add(std::move(done));
    }
    bool add(Datum datum) {
        if (open_.empty()) {
            root_ = std::move(datum);
        } else if (open_.back().kind == Datum::Kind::list) {
            open_.back().items.push_back(std::move(datum));
        } else {
            open_.back().members.emplace_back(std::move(names_.back()), std::move(datum));
        }
        return true;
    }

    std::size_t depth_;
    Datum root_;
    std::vector<Datum> open_;
    std::vector<std::string> names_;
};

}  // namespace

std::optional<Datum> parse_json(std::string_view text, const Limits& limits) {
    // A zero byte ends the text for the parser, whatever stands behind it.
    const bool has_zero = text.find('\0') != std::string_view::npos;
    if (text.size() > limits.line_bytes || has_zero || !value::is_valid_utf8(text)) return std::nullopt;
    Builder builder(limits.depth);
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return std::nullopt;
    return std::move(builder.root());
}

}  // namespace parley::lines
