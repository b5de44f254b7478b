#include "tools/parley/follow_source.h"

#include <charconv>
#include <chrono>
#include <optional>

#include "tools/parley/store_access.h"
#include "tools/parley/terminal.h"

namespace parley::cli {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds shortest_interval{10}, longest_interval{60'000};

std::optional<milliseconds> parse_interval(std::string_view text) {
    milliseconds::rep count = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    const milliseconds interval(count);
    return interval < shortest_interval || interval > longest_interval ? std::nullopt : std::optional(interval);
}

}  // namespace

Following start_following(const Arguments& arguments, const Session& session) {
    follow::Options options;
    options.store = store_location(session);
    options.copy = arguments.value_or("copy", "");
    options.extent = arguments.has("explain") ? bytecode::Verify::all : bytecode::Verify::deciding;
    options.notice = [](const follow::Notice& notice) { hint("parley: " + shown(notice.message) + "\n"); };
    if (const std::optional<std::string> text = arguments.value("interval")) {
        const std::optional<milliseconds> interval = parse_interval(*text);
        if (!interval)
            return {nullptr,
                    refuse_usage("--interval takes milliseconds from " + std::to_string(shortest_interval.count()) +
                                 " to " + std::to_string(longest_interval.count()) + ", not `" + shown(*text) + "`")};
        options.interval = *interval;
    }
    if (const std::vector<std::string>& keys = arguments.values("trust"); !keys.empty()) {
        base::Result<signing::Trust> trust = signing::Trust::read(keys);
        if (!trust) return {nullptr, fail(trust.error())};
        options.trust = std::move(*trust);
    }
    base::Result<std::unique_ptr<follow::Follower>> started = follow::Follower::start(std::move(options));
    if (!started) return {nullptr, fail(started.error())};
    return {std::move(*started), done};
}

std::optional<std::string> misused_follow_option(const Arguments& arguments) {
    if (arguments.has("follow")) return std::nullopt;
    for (const std::string_view name : {"copy", "interval"}) {
        if (arguments.has(name)) return "--" + std::string(name) + " says how to follow; it needs --follow";
    }
    return std::nullopt;
}

std::vector<Option> follow_options() {
    Option follow{
        "--follow", "", "decide each event by the version that is current then, also one published meanwhile", {}};
    follow.one_of = "source";
    return {
        follow,
        {"--copy", "FILE", "with --follow: keep the last good version here, and start from it without the store", {}},
        {"--interval", "MS", "with --follow: milliseconds between two looks at the store (default: 200)", {}}};
}

}  // namespace parley::cli
