// What a rule set answers, in short, for the acceptance tests of the language. Every answer is also compared with that
// of the reference evaluator.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"

namespace parley::answers {

// A tenant with a field of every type, in London, with office hours in Paris and Salesforce.
extern const char* const tenant;

// One line of an event at 10:22 on Saturday 21 November 2026, UTC; `members` are further ones, such as
// `"conversation":{"language":"fr"}`.
std::string event(const std::string& names, const std::string& members = "");
std::string event_at(const std::string& at, const std::string& names, const std::string& members = "");

struct Case {
    std::string event;
    // `set_priority priority=high; send_to_queue queue=Default`: members by name, `rule` and `at` left out; empty:
    // none.
    std::string actions;
};
void decides(const std::string& rules, std::initializer_list<Case> cases);
std::string answer(const std::string& rules, const std::string& event);

struct Truth {
    std::string test;
    std::string members;  // of the event
    bool result;
};
// Each test in a rule of its own, on every event of the tenant, fired by `starting`.
void holds(std::initializer_list<Truth> truths, const std::string& at = "2026-11-21T10:22:00Z");

// What is found in a rule set: codes from the gravity on, in the order of their places.
using Codes = std::vector<std::string>;
Codes errors(const std::string& rules, const std::string& catalog = tenant);
Codes warnings(const std::string& rules, const std::string& catalog = tenant);
Codes notes(const std::string& rules, const std::string& catalog = tenant);

// A rule named r, on `starting` unless said otherwise.
std::string rule(const std::string& steps, const std::string& events = "starting");

}  // namespace parley::answers
