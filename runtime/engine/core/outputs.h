// The lines that one stimulus puts out, in their order, and the keys of its commands. Private to this folder.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "runtime/engine/lines/output.h"

namespace parley::engine {

// A command's key is `stimulus/moment/number`: what a change commands has the number 0 of the moment that it raises; an
// action, its place among the moment's actions from 1; further commands of a change, and what ends a chat or call, the
// numbers behind the last action's.
class Outputs {
public:
    explicit Outputs(std::string stimulus) : stimulus_(std::move(stimulus)) {}

    const std::string& stimulus() const { return stimulus_; }
    std::uint32_t moment() const { return moment_; }  // the last that began
    std::string key(std::uint32_t moment, std::uint32_t number) const;
    // The key that the next change's command will have, if no other comes before it.
    std::string change_key() const { return key(moment_ + 1, 0); }

    // Of the next moment.
    void change(lines::CommandContent content);
    std::uint32_t begin_moment() { return ++moment_; }
    void record(const lines::Record& record);
    void record_text(std::string line);  // the same, written already
    void action(std::uint32_t number, lines::CommandContent content);
    void actions(std::uint32_t count) { used_[moment_] = count; }  // of the moment under way
    // At the very end, under the moment that began last when it was said.
    void end(lines::CommandContent content);

    // Everything, appended as lines.
    void write(std::string& out);

private:
    struct Line {
        bool is_command = false;
        std::uint32_t moment = 0;
        bool numbered = true;
        std::uint32_t number = 0;
        lines::CommandContent command;
        std::string text;  // of a record
    };
    std::string stimulus_;
    std::uint32_t moment_ = 0;
    std::uint32_t first_change_of_ = 0;            // the moment that has a command with the number 0 already
    std::map<std::uint32_t, std::uint32_t> used_;  // by moment: the highest number of an action
    std::vector<Line> lines_, ends_;
};

}  // namespace parley::engine
