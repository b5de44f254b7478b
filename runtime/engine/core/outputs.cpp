#include "runtime/engine/core/outputs.h"

#include <utility>

namespace parley::engine {

std::string Outputs::key(std::uint32_t moment, std::uint32_t number) const {
    return stimulus_ + "/" + std::to_string(moment) + "/" + std::to_string(number);
}

void Outputs::change(lines::CommandContent content) {
    const bool first = first_change_of_ != moment_ + 1;
    first_change_of_ = moment_ + 1;
    lines_.push_back({true, moment_ + 1, first, 0, std::move(content), {}});
}

void Outputs::record(const lines::Record& record) {
    std::string text;
    lines::write(record, text);
    record_text(std::move(text));
}

void Outputs::record_text(std::string text) {
    Line line;
    line.text = std::move(text);
    lines_.push_back(std::move(line));
}

void Outputs::action(std::uint32_t number, lines::CommandContent content) {
    lines_.push_back({true, moment_, true, number, std::move(content), {}});
}

void Outputs::end(lines::CommandContent content) {
    ends_.push_back({true, moment_, false, 0, std::move(content), {}});
}

void Outputs::write(std::string& out) {
    for (std::vector<Line>* lines : {&lines_, &ends_}) {
        for (Line& line : *lines) {
            if (!line.is_command) {
                out += line.text;
                continue;
            }
            const std::uint32_t number = line.numbered ? line.number : ++used_[line.moment];
            lines::write(lines::Command{key(line.moment, number), std::move(line.command)}, out);
        }
    }
}

}  // namespace parley::engine
