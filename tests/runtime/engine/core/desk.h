// A small contact centre to try the engine on: rules and settings in, lines in, lines out.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "runtime/engine/core/engine.h"

namespace parley::desk {

using Json = nlohmann::ordered_json;

struct Setup {
    std::string rules;  // rules.parley
    std::function<void(tenant::Tenant&)> change = {};
    engine::Clock clock = engine::Clock::events;
    std::uint64_t version = 7;
};

// What an engine needs of it, compiled.
engine::Release release(const Setup& setup);

// The catalog behind it: queues Default (the fallback), Billing, Triage and Elsewhere; agents amy and bob of Default
// and Billing, soft 1 and hard 2; all channels; webhook crm; the fields customer_tier and order_number; Ignore and Spam
// as ways of closing.
class Desk {
public:
    explicit Desk(Setup setup = {});
    ~Desk();

    // Members of a line besides `id` and `at`, which it gives: "m1" at the minute `time` ("10:22" or "10:22:30").
    std::vector<Json> send(const std::string& id, const std::string& time, const std::string& members);
    std::vector<Json> line(const std::string& text);  // as it stands
    // Without a commit; and the commit alone: false, if the sink refused the lines.
    void handle_only(const std::string& text);
    bool commit();
    void refuse_output(bool refuse);
    std::vector<Json> tick(const std::string& time);
    std::vector<Json> message(const std::string& id, const std::string& time, const std::string& from,
                              const std::string& text, const std::string& channel = "whatsapp");
    std::vector<Json> agent(const std::string& id, const std::string& time, const std::string& type,
                            const std::string& agent, const std::string& conversation, const std::string& more = "");
    void at_wall(const std::string& time);  // what the machine's clock says from now on
    void available(const std::string& agent, const std::string& time = "09:00");

    // The events of the moments put out: "message_received | starting, opened".
    static std::string moments(const std::vector<Json>& lines);
    static std::vector<Json> commands(const std::vector<Json>& lines, const std::string& name = {});
    static std::vector<Json> records(const std::vector<Json>& lines, const std::string& name);
    static std::string reason(const std::vector<Json>& lines);  // of the one that was rejected; "" otherwise

    model::Conversation conversation(std::int64_t number);
    std::string state(std::int64_t number);
    state::Database& database();
    lines::Metrics metrics();
    void reopen();  // an orderly end, and the same state again
    void crash();   // without the orderly end
    void replace(Setup setup);
    const std::string& all() const;  // everything put out so far
    std::string distinct() const;    // the same, each line once, where it first came
    // Where the settings were changed it is not expected by itself.
    void expect_one_open(bool expect);
    // Throws a failed check where the record or the database contradicts itself.
    void check_invariants();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace parley::desk
