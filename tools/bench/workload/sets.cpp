#include <algorithm>
#include <cstdlib>
#include <set>

#include "tools/bench/workload/model.h"

namespace parley::bench {
namespace {

constexpr std::size_t few_contact_points = 40;
constexpr std::string_view keywords[] = {
    "refund",  "invoice",   "broken",   "cancel",   "urgent",  "late",          "missing",      "wrong size", "voucher",
    "payment", "password",  "address",  "exchange", "damaged", "warranty",      "receipt",      "complaint",  "lawyer",
    "asap",    "manager",   "tracking", "courier",  "leaking", "charged twice", "subscription", "upgrade",    "quote",
    "bulk",    "thank you", "fraud",    "stolen",   "login",   "error",         "discount",     "gift card"};
constexpr std::string_view fillers[] = {
    "my",     "parcel", "never",    "came",    "the",     "order",  "from",     "last",   "week",     "is",   "still",
    "open",   "please", "help",     "me",      "with",    "a",      "question", "about",  "your",     "shop", "hello",
    "hi",     "good",   "morning",  "we",      "bought",  "two",    "chairs",   "and",    "one",      "of",   "them",
    "has",    "it",     "was",      "sent",    "to",      "old",    "house",    "can",    "you",      "look", "into",
    "this",   "again",  "nobody",   "answers", "phone",   "since",  "monday",   "blue",   "shoes",    "need", "before",
    "friday", "where",  "do",       "i",       "find",    "number", "on",       "box",    "inside",   "no",   "label",
    "at",     "all",    "would",    "like",    "another", "colour", "for",      "mother", "birthday", "soon", "in",
    "table",  "lamp",   "delivery", "said",    "today",   "but"};
constexpr std::string_view syllables[] = {"ba",  "co",   "du",   "fe",  "gi",  "ha",  "jo",  "ku",  "la",  "mi",
                                          "no",  "pa",   "ra",   "se",  "ti",  "vo",  "wa",  "zu",  "bri", "cla",
                                          "dor", "fen",  "gral", "hin", "kem", "lor", "mar", "nex", "pol", "rus",
                                          "sta", "tren", "ul",   "vis", "wex", "yor", "zan", "quo", "eld", "osk"};

std::vector<std::string> strings(std::initializer_list<const char*> items) {
    return {items.begin(), items.end()};
}

std::string invented_word(Random& random, int low, int high) {
    std::string word;
    for (int left = random.between(low, high); left > 0; --left) word += syllables[random.below(std::size(syllables))];
    return word;
}

std::vector<std::string> contact_points(std::size_t count, Random& random) {
    static constexpr std::string_view kinds[] = {"Store", "Desk", "Shop", "Support", "Sales", "Service", "Returns"};
    std::vector<std::string> names = strings({"End User Support", "Sales"});
    std::set<std::string> seen(names.begin(), names.end());
    while (names.size() < count) {
        std::string name = invented_word(random, 2, 4);
        name[0] = static_cast<char>(name[0] - 'a' + 'A');
        name += ' ' + std::string(kinds[random.below(std::size(kinds))]);
        if (seen.insert(name).second) names.push_back(name);
    }
    return names;
}

Set common(std::string_view name, std::uint64_t seed, std::size_t contact_point_count, Random& random) {
    Set set;
    set.name = name;
    set.seed = seed;
    set.names[contact_point] = contact_points(contact_point_count, random);
    set.names[platform] = strings({"facebook", "whatsapp", "sms", "web_chat", "email"});
    set.names[priority] = strings({"low", "normal", "high", "urgent"});
    set.names[customer_tier] = strings({"bronze", "silver", "gold", "platinum"});
    set.names[queue] = strings({"Default", "Priority", "Sales", "Triage", "Billing", "Returns", "Technical",
                                "Logistics", "Multilingual", "Complaints", "Business", "Night"});
    set.names[language] = strings({"en", "fr", "es", "de", "it", "nl", "pl", "pt", "sv", "da", "fi", "cs"});
    set.words.assign(std::begin(keywords), std::end(keywords));
    set.filler.assign(std::begin(fillers), std::end(fillers));
    return set;
}

Condition test(Field field, Op op, std::vector<std::int32_t> values) {
    return {Condition::Kind::test, field, op, std::move(values), {}};
}
Condition group(Condition::Kind kind, std::vector<Condition> children) {
    return {kind, contact_point, Op::is, {}, std::move(children)};
}
Condition all(std::vector<Condition> children) {
    return group(Condition::Kind::all, std::move(children));
}
Condition any(std::vector<Condition> children) {
    return group(Condition::Kind::any, std::move(children));
}

// Hands out the ids in the order of the rules.
class Actions {
public:
    explicit Actions(Set& set) : set_(set) {}
    Action make(std::string_view kind, std::string value) { return {set_.action_count++, kind, std::move(value)}; }
    Action tag(std::string value) { return make("add_tag", std::move(value)); }
    Action to_queue(std::size_t index) { return make("send_to_queue", set_.names[queue][index]); }
    Action message(std::string value) { return make("send_message", std::move(value)); }
    Action urgency(std::size_t index) { return make("set_priority", set_.names[priority][index]); }
    // Mostly tags, some of the others.
    Action any_of_them(Random& random) {
        const std::string number = std::to_string(set_.action_count);
        const std::uint32_t kind = random.below(10);
        if (kind == 0) return to_queue(random.below(set_.names[queue].size()));
        if (kind == 1) return urgency(random.below(4));
        if (kind == 2) return message("Thank you for writing to us. We look into it at once, see note " + number + ".");
        return tag("tag " + number);
    }

private:
    Set& set_;
};

std::int32_t word(const Set& set, std::string_view text) {
    const auto found = std::find(set.words.begin(), set.words.end(), text);
    if (found == set.words.end()) std::abort();
    return static_cast<std::int32_t>(found - set.words.begin());
}

// S: what every tenant begins with, grown a little.
void add_default_rules(Set& set) {
    Actions act(set);
    const auto contains = [&](std::initializer_list<std::string_view> texts) {
        std::vector<std::int32_t> words;
        for (const std::string_view text : texts) words.push_back(word(set, text));
        return test(message_text, Op::contains, std::move(words));
    };
    Rule first{"Initial Queue Assignment", {act.urgency(1)}, {}, {}};
    first.branches.push_back(
        {any({test(contact_point, Op::is, {0}), all({test(platform, Op::is, {0}), test(language, Op::is, {0})})}),
         {act.to_queue(0)}});
    first.branches.push_back({any({test(contact_point, Op::is, {1}), contains({"quote", "bulk"})}), {act.to_queue(2)}});
    first.branches.push_back(
        {all({test(language, Op::in, {1, 2}), test(is_business_hours, Op::is, {1})}), {act.to_queue(8)}});
    first.otherwise = {act.to_queue(3)};

    Rule tags{"Priority Tags", {}, {}, {}};
    tags.branches.push_back({all({test(customer_tier, Op::at_least, {2}),
                                  any({contains({"urgent", "broken"}), test(attempts, Op::at_least, {3})})}),
                             {act.urgency(3), act.tag("vip at risk")}});
    tags.branches.push_back(
        {all({test(hours_since_last_conversation, Op::less, {24}), test(attempts, Op::greater, {1})}),
         {act.urgency(2), act.tag("follow-up")}});
    tags.branches.push_back({test(customer_tier, Op::is, {3}), {act.tag("platinum")}});
    tags.otherwise = {act.tag("standard")};

    Rule greeting{"Initial Auto Response", {}, {}, {}};
    greeting.branches.push_back(
        {test(is_business_hours, Op::is, {0}), {act.message("We are closed now and answer when we open.")}});
    greeting.branches.push_back(
        {any({test(agents_available, Op::is, {0}), test(estimated_wait_seconds, Op::greater, {900})}),
         {act.message("Thanks for writing to Acme. It may take us a while to answer.")}});
    greeting.branches.push_back({all({test(platform, Op::in, {1, 2}), test(estimated_wait_seconds, Op::greater, {60})}),
                                 {act.message("Thanks! One moment please.")}});
    greeting.otherwise = {act.message("Thanks for writing to Acme. An agent is reading your message.")};

    Rule waiting{"Waiting in Queue Auto Responses", {}, {}, {}};
    waiting.branches.push_back({all({test(queue, Op::is, {0}), test(estimated_wait_seconds, Op::between, {300, 900}),
                                     test(agents_available, Op::greater, {0})}),
                                {act.message("You are still in the queue. An agent answers as soon as one is free.")}});
    waiting.branches.push_back(
        {all({test(attempts, Op::greater, {2}), test(priority, Op::greater, {1})}), {act.tag("waits again")}});

    Rule closing{"Closing Auto Responses", {}, {}, {}};
    closing.branches.push_back(
        {all({contains({"thank you", "receipt"}), test(priority, Op::less, {3})}), {act.tag("satisfied")}});
    closing.branches.push_back(
        {all({test(platform, Op::is_not, {4}), test(hours_since_last_conversation, Op::greater, {720})}),
         {act.message("How did we do? Tell us at https://acme.example/survey")}});
    set.rules = {first, tags, greeting, waiting, closing};
    set.words_in_a_text_of_100 = 8;
}

std::vector<std::int32_t> distinct(Random& random, std::size_t bound, int count) {
    std::set<std::int32_t> chosen;
    while (chosen.size() < static_cast<std::size_t>(count))
        chosen.insert(static_cast<std::int32_t>(random.below(bound)));
    return {chosen.begin(), chosen.end()};
}

Condition random_symbol_test(const Set& set, Field field, Random& random) {
    const std::size_t count = set.names[field].size();
    const std::uint32_t kind = random.below(10);
    if (kind < 5) return test(field, Op::is, distinct(random, count, 1));
    if (kind < 6) return test(field, Op::is_not, distinct(random, count, 1));
    return test(field, Op::in, distinct(random, count, random.between(2, count > 5 ? 4 : 3)));
}

Condition random_rank_test(Field field, Random& random) {
    switch (random.below(4)) {
        case 0:
            return test(field, Op::is, {random.between(0, 3)});
        case 1:
            return test(field, Op::greater, {random.between(0, 2)});
        case 2:
            return test(field, Op::at_least, {random.between(1, 3)});
        default:
            return test(field, Op::less, {random.between(1, 3)});
    }
}

Condition random_number_test(Field field, int low, int high, int step, Random& random) {
    const int value = random.between(low, high) * step;
    switch (random.below(4)) {
        case 0:
            return test(field, Op::greater, {value});
        case 1:
            return test(field, Op::less, {value + step});
        case 2:
            return test(field, Op::at_most, {value});
        default:
            return test(field, Op::between, {value, value + step * random.between(1, 5)});
    }
}

Condition random_test(const Set& set, Field field, Random& random) {
    switch (field) {
        case contact_point: {
            if (random.chance(40)) return test(field, Op::is, distinct(random, few_contact_points, 1));
            return test(field, Op::in, distinct(random, few_contact_points, random.between(2, 6)));
        }
        case platform:
        case queue:
        case language:
            return random_symbol_test(set, field, random);
        case priority:
        case customer_tier:
            return random_rank_test(field, random);
        case message_text:
            return test(field, Op::contains, distinct(random, set.words.size(), random.between(1, 4)));
        case estimated_wait_seconds:
            return random_number_test(field, 0, 25, 60, random);
        case agents_available:
            return random.chance(30) ? test(field, Op::is, {0}) : random_number_test(field, 1, 15, 1, random);
        case is_business_hours:
            return test(field, Op::is, {random.between(0, 1)});
        case hours_since_last_conversation:
            return random_number_test(field, 0, 30, 24, random);
        default:
            return random_number_test(attempts, 1, 5, 1, random);
    }
}

// No field stands twice in one group: nobody writes "platform is sms and platform is email".
Condition random_group(const Set& set, int level, Random& random) {
    std::vector<Field> fields;
    for (std::uint8_t field = 0; field < field_count; ++field) fields.push_back(static_cast<Field>(field));
    std::vector<Condition> children;
    for (int left = random.between(2, level == 1 ? 4 : 3); left > 0; --left) {
        if (level < 3 && random.chance(25)) {
            children.push_back(random_group(set, level + 1, random));
            continue;
        }
        const std::uint32_t chosen = random.below(fields.size());
        children.push_back(random_test(set, fields[chosen], random));
        fields.erase(fields.begin() + chosen);
    }
    return random.chance(level == 1 ? 55 : 40) ? all(std::move(children)) : any(std::move(children));
}

void add_random_rules(Set& set, int count, Random& random) {
    Actions act(set);
    const auto some = [&] {
        std::vector<Action> actions;
        for (int left = random.chance(30) ? 2 : 1; left > 0; --left) actions.push_back(act.any_of_them(random));
        return actions;
    };
    for (int i = 1; i <= count; ++i) {
        Rule rule{"Rule " + std::to_string(i), {}, {}, {}};
        for (int left = random.between(2, 5); left > 0; --left) {
            Condition when = random_group(set, 1, random);
            if (when.kind == Condition::Kind::any && random.chance(86)) {  // else nearly every first branch is taken
                std::vector<Condition> both;
                both.push_back(random_test(set, contact_point, random));
                both.push_back(std::move(when));
                when = all(std::move(both));
            }
            rule.branches.push_back({std::move(when), some()});
        }
        set.rules.push_back(std::move(rule));
    }
}

// L and XL: each branch for one contact point, on one platform, above a priority.
void add_chain(Set& set, std::size_t branches, Random& random) {
    Actions act(set);
    const std::size_t points = set.names[contact_point].size();
    Rule rule{"Where to", {}, {}, {}};
    std::set<std::array<std::int32_t, 3>> seen;
    while (rule.branches.size() < branches) {
        const std::size_t i = rule.branches.size();
        const std::array<std::int32_t, 3> key = {static_cast<std::int32_t>(i < points ? i : random.below(points)),
                                                 random.between(0, 4), random.between(0, 2)};
        if (!seen.insert(key).second) continue;
        rule.branches.push_back({all({test(contact_point, Op::is, {key[0]}), test(platform, Op::is, {key[1]}),
                                      test(priority, Op::greater, {key[2]})}),
                                 {}});
    }
    for (std::size_t i = branches; i > 1; --i)
        std::swap(rule.branches[i - 1].when, rule.branches[random.below(i)].when);
    for (Branch& branch : rule.branches) branch.actions = {act.to_queue(random.below(set.names[queue].size()))};
    rule.otherwise = {act.to_queue(0)};
    set.chain = static_cast<int>(set.rules.size());
    set.rules.push_back(std::move(rule));
}

// T: lists of words, alone or with one more test.
void add_text_rules(Set& set, int count, Random& random) {
    std::set<std::string> words;
    while (words.size() < 6000) {
        std::string word = invented_word(random, 2, 4);
        if (word.size() >= 5) words.insert(std::move(word));
    }
    set.words.assign(words.begin(), words.end());
    set.words_in_a_text_of_100 = 30;
    Actions act(set);
    for (int i = 1; i <= count; ++i) {
        Condition when = test(message_text, Op::contains, distinct(random, set.words.size(), random.between(3, 8)));
        if (random.chance(50)) {
            static constexpr Field others[] = {platform, priority, customer_tier, queue, language, is_business_hours};
            std::vector<Condition> both;
            both.push_back(std::move(when));
            both.push_back(random_test(set, others[random.below(std::size(others))], random));
            when = all(std::move(both));
        }
        set.rules.push_back(
            {"Topic " + std::to_string(i), {}, {{std::move(when), {act.tag("topic " + std::to_string(i))}}}, {}});
    }
}

}  // namespace

Set make_set(std::string_view name, std::uint64_t seed) {
    std::size_t branches = name == "L" ? 10'000 : name == "XL" ? 100'000 : 0;
    if (name.starts_with("chain-")) branches = std::strtoull(std::string(name.substr(6)).c_str(), nullptr, 10);
    Random random(seed);
    Set set = common(name, seed, std::max(few_contact_points, branches * 85 / 100), random);
    if (name == "S") add_default_rules(set);
    if (name == "M") add_random_rules(set, 100, random);
    if (name == "T") add_text_rules(set, 2000, random);
    if (branches != 0) {
        Random same_for_every_length(seed + 2);
        add_random_rules(set, 20, same_for_every_length);
        add_chain(set, branches, random);
    }
    return set;
}

}  // namespace parley::bench
