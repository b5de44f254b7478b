// The members of one line, taken by name: what is wrong with any of them is kept, and the first reason that applies is
// the line's. Private to this folder.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/engine/lines/stimulus.h"

namespace parley::lines {

class Members {
public:
    Members(const model::Datum& line, const tenant::Tenant& tenant) : line_(line), tenant_(tenant) {}

    // Empty where it is left out, null, or in error. `need`: missing where it is empty.
    std::string need(std::string_view name);
    std::string maybe(std::string_view name);
    // There, and perhaps empty.
    std::string need_text(std::string_view name);
    std::optional<std::string> maybe_text(std::string_view name);
    bool flag(std::string_view name);
    std::optional<std::int64_t> maybe_integer(std::string_view name);
    std::vector<std::string> texts(std::string_view name);  // a text alone is a list of one
    model::Datum need_object(std::string_view name);
    model::Datum need_any(std::string_view name);  // null is a value too

    template <typename Word>
    Word need_word(std::string_view name) {
        return word<Word>(need(name));
    }
    template <typename Word>
    Word maybe_word(std::string_view name) {
        return word<Word>(maybe(name));
    }

    std::string channel(std::string_view name);  // needed, and one of the tenant's
    void demand_channel(std::string_view channel);
    std::string agent(std::string_view name);
    std::string maybe_agent(std::string_view name);
    std::string maybe_queue(std::string_view name);
    std::string maybe_state(std::string_view name);  // a closing state
    ConversationName conversation();
    ContactName contact(std::string_view name);
    CustomerDetails details();

    void missing() { fault(model::Rejection::missing_member); }
    void fault(model::Rejection reason) { faults_.insert(reason); }
    std::optional<model::Rejection> rejection() const;
    void count_ignored(Stimulus& stimulus) const;  // members that nobody asked for

private:
    const model::Datum* find(std::string_view name);
    // Of an empty text, what stands first: that it is empty was said where it matters.
    template <typename Word>
    Word word(const std::string& text) {
        const auto word = model::parse_word<Word>(text);
        if (!word && !text.empty()) fault(model::Rejection::malformed);
        return word.value_or(Word{});
    }

    const model::Datum& line_;
    const tenant::Tenant& tenant_;
    std::set<std::string_view> asked_ = {"id", "type", "at"};
    std::set<model::Rejection> faults_;  // in the order in which they are looked for
};

}  // namespace parley::lines
