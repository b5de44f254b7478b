// The whole way of one rule set, from text to the VM's answer, beside the reference evaluator's.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "compiler/check/model.h"
#include "compiler/source/source.h"
#include "runtime/vm/program.h"

namespace parley::differential {

struct Compiled {
    source::SourceSet sources;
    check::CheckedRules rules;
    std::shared_ptr<const vm::Program> program;
    // The same with indexes of everything, however little it is (bytecode/plan.h).
    std::vector<std::shared_ptr<const vm::Program>> indexed;
    std::string findings;  // not empty: it did not compile, and why
};

class Harness {
public:
    explicit Harness(const std::string& catalog_text);
    const catalog::Catalog& catalog() const { return catalog_; }
    // Text, checked model, bytecode, artifact bytes, verifier, program.
    std::unique_ptr<Compiled> compile(const std::string& rules) const;

private:
    source::SourceSet catalog_sources_;
    std::string catalog_text_;
    catalog::Catalog catalog_;
};

// The actions of one event line in a form that compares: members by name, nothing that only one side could know.
std::string vm_answer(const Compiled& compiled, const std::string& event);
std::string reference_answer(const Harness& harness, const Compiled& compiled, const std::string& event);

// Empty where both agree, else a report with rules, event and both answers.
std::string compare(const Harness& harness, const Compiled& compiled, const std::string& rules,
                    const std::string& event);

}  // namespace parley::differential
