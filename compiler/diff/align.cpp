#include "compiler/diff/align.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace parley::diff {
namespace {

using Index = std::uint32_t;
constexpr Index nobody = ~Index{0};

// More pairs of identical things than this, and they are paired in their order instead.
constexpr std::size_t most_points = 1'000'000;
// A part that makes more pairs than this says little of any of them.
constexpr std::size_t most_pairs_of_part = 4096;

// A weight of many parts: how many things, how large they are together, and a tie-break by content.
using Weight = unsigned __int128;

Weight weight_of(std::uint32_t size, std::uint64_t content) {
    return (Weight{1} << 100) + (Weight{size} << 60) + (content & ((std::uint64_t{1} << 38) - 1));
}

struct Point {
    Index before, after;
    Weight weight;
};

// The heaviest chain in which both places grow, as indices of `points`, which stand in the order of `before` and, of
// one `before`, with falling `after`. A Fenwick tree holds the best chain that ends at or in front of a place.
std::vector<std::size_t> heaviest_chain(const std::vector<Point>& points, std::size_t places) {
    constexpr std::size_t none = ~std::size_t{0};
    std::vector<Weight> best(points.size());
    std::vector<std::size_t> former(points.size(), none), tree(places + 1, none);
    std::size_t last = none;
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (std::size_t at = points[i].after; at != 0; at &= at - 1) {
            if (tree[at] != none && (former[i] == none || best[tree[at]] > best[former[i]])) former[i] = tree[at];
        }
        best[i] = points[i].weight + (former[i] == none ? 0 : best[former[i]]);
        for (std::size_t at = points[i].after + 1; at <= places; at += at & (~at + 1)) {
            if (tree[at] == none || best[i] > best[tree[at]]) tree[at] = i;
        }
        if (last == none || best[i] > best[last]) last = i;
    }
    std::vector<std::size_t> chain;
    for (; last != none; last = former[last]) chain.push_back(last);
    std::reverse(chain.begin(), chain.end());
    return chain;
}

class Aligner {
public:
    Aligner(std::span<const Item> before, std::span<const Item> after)
        : before_(before), after_(after), partner_(before.size(), nobody), taken_(after.size(), false) {}

    std::vector<Pair> run(Likeness likeness) {
        identical_ends();
        identical_in_order();
        by_number([](const Item& item) { return Key{item.family, item.same, true}; });
        std::size_t keys = 0;
        for (const Item& item : before_) keys = std::max(keys, item.keys.size());
        for (std::size_t key = 0; key < keys; ++key) {
            by_number([key](const Item& item) {
                const bool any = key < item.keys.size() && item.keys[key] != 0;
                return Key{item.family, any ? item.keys[key] : 0, any};
            });
        }
        by_likeness(likeness);
        if (likeness.percent == 0) by_number([](const Item& item) { return Key{item.family, 0, true}; });
        std::vector<Pair> pairs;
        for (Index i = 0; i < before_.size(); ++i) {
            if (partner_[i] != nobody) pairs.push_back({i, partner_[i]});
        }
        return pairs;
    }

private:
    struct Key {
        std::uint32_t family, number;
        bool exists;
    };
    static std::uint64_t joined(const Key& key) { return std::uint64_t{key.family} << 32 | key.number; }

    bool identical(Index before, Index after) const { return before_[before].same == after_[after].same; }

    void pair(Index before, Index after) {
        partner_[before] = after;
        taken_[after] = true;
    }

    std::vector<Index> left_before() const {
        std::vector<Index> out;
        for (Index i = 0; i < before_.size(); ++i) {
            if (partner_[i] == nobody) out.push_back(i);
        }
        return out;
    }
    std::vector<Index> left_after() const {
        std::vector<Index> out;
        for (Index i = 0; i < after_.size(); ++i) {
            if (!taken_[i]) out.push_back(i);
        }
        return out;
    }

    void identical_ends() {
        Index begin = 0, ends = static_cast<Index>(std::min(before_.size(), after_.size()));
        for (; begin < ends && identical(begin, begin); ++begin) pair(begin, begin);
        auto before = static_cast<Index>(before_.size()), after = static_cast<Index>(after_.size());
        for (; before > begin && after > begin && identical(before - 1, after - 1); --before, --after)
            pair(before - 1, after - 1);
    }

    // As many identical things as keep their order.
    void identical_in_order() {
        std::unordered_map<std::uint32_t, std::vector<Index>> places;
        for (const Index i : left_after()) places[after_[i].same].push_back(i);
        std::vector<Point> points;
        for (const Index i : left_before()) {
            const auto found = places.find(before_[i].same);
            if (found == places.end()) continue;
            if (points.size() + found->second.size() > most_points) return;
            for (auto place = found->second.rbegin(); place != found->second.rend(); ++place)
                points.push_back({i, *place, weight_of(before_[i].size, before_[i].content)});
        }
        for (const std::size_t i : heaviest_chain(points, after_.size())) pair(points[i].before, points[i].after);
    }

    // What is left and has the same number: the first with the first, the second with the second.
    template <typename NumberOf>
    void by_number(NumberOf number_of) {
        std::unordered_map<std::uint64_t, std::pair<std::vector<Index>, std::size_t>> places;
        for (const Index i : left_after()) {
            if (const Key key = number_of(after_[i]); key.exists) places[joined(key)].first.push_back(i);
        }
        if (places.empty()) return;
        for (const Index i : left_before()) {
            const Key key = number_of(before_[i]);
            if (!key.exists) continue;
            const auto found = places.find(joined(key));
            if (found == places.end() || found->second.second == found->second.first.size()) continue;
            pair(i, found->second.first[found->second.second++]);
        }
    }

    struct Candidate {
        Index before, after;
        std::uint64_t score, distance;
    };

    void by_likeness(Likeness likeness) {
        std::vector<Candidate> candidates = this->candidates(likeness);
        std::sort(candidates.begin(), candidates.end(), [](const Candidate& left, const Candidate& right) {
            if (left.score != right.score) return left.score > right.score;
            if (left.distance != right.distance) return left.distance < right.distance;
            return std::pair(left.before, left.after) < std::pair(right.before, right.after);
        });
        for (const Candidate& candidate : candidates) {
            if (partner_[candidate.before] == nobody && !taken_[candidate.after])
                pair(candidate.before, candidate.after);
        }
    }

    // A part and which one of its kind in its thing, so that two equal parts count twice.
    static std::vector<std::uint64_t> counted(const std::vector<std::uint32_t>& parts) {
        std::vector<std::uint64_t> out;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const bool again = i != 0 && parts[i] == parts[i - 1];
            out.push_back(again ? out.back() + 1 : std::uint64_t{parts[i]} << 32);
        }
        return out;
    }

    std::vector<Candidate> candidates(Likeness likeness) const {
        const std::vector<Index> left = left_before(), right = left_after();
        std::vector<Candidate> out;
        if (left.empty() || right.empty()) return out;
        struct Holders {
            std::vector<Index> before, after;  // places in `left` and `right`
        };
        std::unordered_map<std::uint64_t, Holders> holders;
        for (Index k = 0; k < right.size(); ++k) {
            for (const std::uint64_t part : counted(after_[right[k]].parts)) holders[part].after.push_back(k);
        }
        for (Index k = 0; k < left.size(); ++k) {
            for (const std::uint64_t part : counted(before_[left[k]].parts)) {
                if (const auto found = holders.find(part); found != holders.end()) found->second.before.push_back(k);
            }
        }
        std::vector<std::uint32_t> common(right.size());
        std::vector<Index> touched;
        for (Index k = 0; k < left.size(); ++k) {
            const Item& item = before_[left[k]];
            for (const std::uint64_t part : counted(item.parts)) {
                const auto found = holders.find(part);
                if (found == holders.end() ||
                    found->second.before.size() * found->second.after.size() > most_pairs_of_part)
                    continue;
                for (const Index other : found->second.after) {
                    if (common[other]++ == 0) touched.push_back(other);
                }
            }
            for (const Index other : touched) {
                common[other] = 0;
                const Item& match = after_[right[other]];
                const std::uint64_t score = score_of(item, match);
                const std::uint64_t wanted = std::uint64_t{likeness.percent} * scale / 100;
                if (item.family != match.family || score < wanted || (likeness.more_than && score == wanted)) continue;
                out.push_back({left[k], right[other], score, k > other ? k - other : other - k});
            }
            touched.clear();
        }
        return out;
    }

    static constexpr std::uint64_t scale = 1u << 20;

    // Twice the parts in common, of all parts of both.
    static std::uint64_t score_of(const Item& left, const Item& right) {
        std::uint64_t common = 0;
        for (std::size_t i = 0, k = 0; i < left.parts.size() && k < right.parts.size();) {
            if (left.parts[i] == right.parts[k]) {
                ++common, ++i, ++k;
            } else {
                left.parts[i] < right.parts[k] ? ++i : ++k;
            }
        }
        const std::uint64_t all = left.parts.size() + right.parts.size();
        return all == 0 ? 0 : 2 * common * scale / all;
    }

    std::span<const Item> before_, after_;
    std::vector<Index> partner_;  // of each thing before
    std::vector<bool> taken_;     // of each thing after
};

bool content_less(std::span<const Item> left, std::span<const Item> right) {
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                        [](const Item& a, const Item& b) { return a.content < b.content; });
}

}  // namespace

std::uint64_t content_of(std::string_view text) {
    std::uint64_t hash = 14695981039346656037u;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return hash;
}

std::vector<Pair> align(std::span<const Item> before, std::span<const Item> after, Likeness likeness) {
    // Where several answers are as good, the one taken must not depend on the direction.
    if (!content_less(after, before)) return Aligner(before, after).run(likeness);
    std::vector<Pair> pairs = Aligner(after, before).run(likeness);
    for (Pair& pair : pairs) std::swap(pair.before, pair.after);
    std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.before < b.before; });
    return pairs;
}

void mark_moves(std::span<Pair> pairs, std::span<const Item> before, std::span<const Item> after) {
    std::vector<Point> points;
    points.reserve(pairs.size());
    for (Pair& pair : pairs) {
        const Item &left = before[pair.before], &right = after[pair.after];
        points.push_back({pair.before, pair.after, weight_of(left.size + right.size, left.content + right.content)});
        pair.moved = true;
    }
    for (const std::size_t i : heaviest_chain(points, after.size())) pairs[i].moved = false;
}

}  // namespace parley::diff
