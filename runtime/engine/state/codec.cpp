// Whole numbers in groups of seven bits, the sign in the lowest; texts and lists behind their length; an absent value
// as a 0. Nothing is tagged: the order of fields is the format. A record inside of another begins with how many fields
// it has, so that it too can grow at its end.
#include "runtime/engine/state/codec.h"

#include <optional>
#include <type_traits>
#include <vector>

#include "runtime/engine/state/codec_fields.h"

namespace parley::state {
namespace {

class Writer {
public:
    template <typename... Values>
    void operator()(const Values&... values) {
        if (depth_ > 0) number(sizeof...(values));
        (write(values), ...);
    }
    std::string take() { return std::move(out_); }

private:
    void number(std::uint64_t value) {
        while (value >= 0x80) {
            out_ += static_cast<char>(value | 0x80);
            value >>= 7;
        }
        out_ += static_cast<char>(value);
    }
    template <typename Value>
    void write(const Value& value) {
        if constexpr (std::is_enum_v<Value>) {
            write(static_cast<std::underlying_type_t<Value>>(value));
        } else if constexpr (std::is_integral_v<Value>) {
            const auto whole = static_cast<std::int64_t>(value);
            number(static_cast<std::uint64_t>(whole) << 1 ^ static_cast<std::uint64_t>(whole >> 63));
        } else {
            ++depth_;
            fields(*this, const_cast<Value&>(value));  // `fields` serves reading too; nothing is changed here
            --depth_;
        }
    }
    void write(const std::string& text) {
        number(text.size());
        out_ += text;
    }
    template <typename Value>
    void write(const std::optional<Value>& value) {
        out_ += value ? '\1' : '\0';
        if (value) write(*value);
    }
    template <typename Value>
    void write(const std::vector<Value>& values) {
        number(values.size());
        for (const Value& value : values) write(value);
    }
    template <typename First, typename Second>
    void write(const std::pair<First, Second>& pair) {
        write(pair.first);
        write(pair.second);
    }
    void write(const model::Datum::Member& member) {
        write(member.name);
        write(member.value);
    }

    std::string out_;
    int depth_ = 0;
};

class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}
    template <typename... Values>
    void operator()(Values&... values) {
        std::uint64_t count = sizeof...(values);
        if (depth_ > 0) count = number();
        if (count > sizeof...(values)) ok_ = false;
        (field(values, count), ...);
    }
    bool ok() const { return ok_ && rest_.empty(); }

private:
    static constexpr int maximum_depth = 512;

    // What the writer did not know is not there: of the whole, behind the end of the bytes.
    template <typename Value>
    void field(Value& value, std::uint64_t& count) {
        if (!ok_ || count == 0 || (depth_ == 0 && rest_.empty())) return;
        --count;
        read(value);
    }
    std::uint64_t number() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) return value;
        }
        ok_ = false;
        return 0;
    }
    template <typename Value>
    void read(Value& value) {
        if constexpr (std::is_enum_v<Value>) {
            std::underlying_type_t<Value> underlying{};
            read(underlying);
            value = static_cast<Value>(underlying);
            if (!is_known(value)) ok_ = false;
        } else if constexpr (std::is_integral_v<Value>) {
            const std::uint64_t bits = number();
            const auto whole = static_cast<std::int64_t>(bits >> 1 ^ (~(bits & 1) + 1));
            value = static_cast<Value>(whole);
            if (static_cast<std::int64_t>(value) != whole) ok_ = false;
        } else {
            if (++depth_ > maximum_depth) ok_ = false;
            if (ok_) fields(*this, value);
            --depth_;
        }
    }
    // A number that no enumerator has would be looked up in a table later.
    template <typename Value>
    static bool is_known(Value value) {
        if constexpr (std::is_same_v<Value, model::Datum::Kind>) return value <= model::Datum::Kind::object;
        constexpr std::size_t count = model::words<Value>.size();
        return count == 0 || static_cast<std::size_t>(value) < count;
    }
    void read(std::string& text) {
        const std::uint64_t size = number();
        if (size > rest_.size()) {
            ok_ = false;
            return;
        }
        text = rest_.substr(0, size);
        rest_.remove_prefix(size);
    }
    template <typename Value>
    void read(std::optional<Value>& value) {
        if (number() == 0) return value.reset();
        read(value.emplace());
    }
    template <typename Value>
    void read(std::vector<Value>& values) {
        values.clear();
        std::uint64_t count = number();
        if (count > rest_.size()) ok_ = false;  // each takes at least a byte
        ++depth_;
        while (ok_ && count-- != 0) read(values.emplace_back());
        --depth_;
    }
    template <typename First, typename Second>
    void read(std::pair<First, Second>& pair) {
        read(pair.first);
        read(pair.second);
    }
    void read(model::Datum::Member& member) {
        read(member.name);
        read(member.value);
    }

    std::string_view rest_;
    bool ok_ = true;
    int depth_ = 0;
};

}  // namespace

template <typename Record>
std::string encode(const Record& record) {
    Writer writer;
    fields(writer, const_cast<Record&>(record));  // as above
    return writer.take();
}

template <typename Record>
bool decode(std::string_view bytes, Record& record) {
    Reader reader(bytes);
    fields(reader, record);
    return reader.ok();
}

template std::string encode(const model::Contact&);
template std::string encode(const model::ChannelUser&);
template std::string encode(const model::User&);
template std::string encode(const model::Profile&);
template std::string encode(const model::Merge&);
template std::string encode(const model::Conversation&);
template std::string encode(const model::Message&);
template std::string encode(const model::MomentRecord&);
template std::string encode(const model::AgentState&);
template std::string encode(const model::QueueHistory&);
template std::string encode(const model::EarlyEnd&);
template std::string encode(const model::Unopened&);
template std::string encode(const model::Meta&);
template std::string encode(const std::vector<std::string>&);
template bool decode(std::string_view, model::Contact&);
template bool decode(std::string_view, model::ChannelUser&);
template bool decode(std::string_view, model::User&);
template bool decode(std::string_view, model::Profile&);
template bool decode(std::string_view, model::Merge&);
template bool decode(std::string_view, model::Conversation&);
template bool decode(std::string_view, model::Message&);
template bool decode(std::string_view, model::MomentRecord&);
template bool decode(std::string_view, model::AgentState&);
template bool decode(std::string_view, model::QueueHistory&);
template bool decode(std::string_view, model::EarlyEnd&);
template bool decode(std::string_view, model::Unopened&);
template bool decode(std::string_view, model::Meta&);
template bool decode(std::string_view, std::vector<std::string>&);

}  // namespace parley::state
