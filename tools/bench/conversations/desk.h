// A contact centre of the size to be measured: rules, settings, and the events of an ordinary minute.
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "runtime/engine/core/engine.h"

namespace parley::bench {

engine::Release release();

// Writes the events, and reads from what is put out whom the agents are invited to. One open conversation for each
// customer; customers and conversations have the same numbers until the first close.
class Desk : public engine::Sink {
public:
    explicit Desk(std::int64_t customers) : customers_(customers) {}

    std::vector<std::string> agents_come();
    std::string new_customer();  // their first message
    // An ordinary event: mostly a customer's message; an agent accepts, replies or closes; somebody new writes.
    std::string next();
    void pass(std::int64_t seconds) { clock_ += seconds; }  // the next event comes later
    std::string tick(std::int64_t seconds);                 // the clock goes on

    base::Result<base::Done> write(std::string_view lines) override;
    std::int64_t customers() const { return customers_; }
    std::uint64_t moments() const { return moments_; }

private:
    struct Held {
        std::string conversation, agent;
    };
    std::string head(std::string_view type);
    std::string message(std::int64_t customer);
    std::string by_agent(std::string_view type, const Held& held, std::string_view more = {});
    std::uint64_t below(std::uint64_t end) { return random_() % end; }

    std::mt19937_64 random_{1};
    std::int64_t customers_ = 0, clock_ = 0;
    std::uint64_t events_ = 0, moments_ = 0;
    std::vector<Held> invited_, held_;
};

}  // namespace parley::bench
