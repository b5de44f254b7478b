// What the rules compare with: constants, regular expressions, schedules.
#include <limits>
#include <string>

#include "runtime/bytecode/checker.h"
#include "runtime/value/calendar.h"
#include "runtime/value/number.h"
#include "runtime/value/pattern.h"

namespace parley::bytecode {

namespace {

using value::Kind;
using value::Number;
using value::Type;

constexpr std::size_t maximum_expression_bytes = 64u << 10;
constexpr std::size_t maximum_zone_bytes = 64;
constexpr std::uint32_t day_minutes = 24 * 60;

template <typename Integer>
bool fits(Number number) {
    return number >= std::numeric_limits<Integer>::min() && number <= std::numeric_limits<Integer>::max();
}

// Whether a number is one that its type can have (runtime/value/value.h).
bool number_fits(const Views& views, Type type, Number number) {
    switch (type.kind) {
        case Kind::text:
            return number == 0;
        case Kind::choice:
        case Kind::reference:
            return number >= 0 && number < views.domains[type.domain].value_count;
        case Kind::integer:
            return number % value::decimal_scale == 0 && value::fits_integer(number);
        case Kind::decimal:
        case Kind::money:
            return value::fits_decimal(number);
        case Kind::duration:
            return number >= 0 && fits<std::int64_t>(number);
        case Kind::instant:
            return fits<std::int64_t>(number);
        case Kind::date:
            return fits<std::int32_t>(number);
        case Kind::time_of_day:
            return number >= 0 && number <= 86400;
        case Kind::weekday:
            return number >= 0 && number <= 6;
        case Kind::boolean:
            return number == 0 || number == 1;
    }
    return false;
}

// Items are scalars, so lists do not nest; and each is one list's, so that all lists together are no longer than the
// table.
bool check_list(const Views& views, const Row& row, const ConstantRecord& list, std::vector<char>& taken) {
    const auto constants = views.constants;
    if (!row.range(list.first_item, list.item_count, constants.size(), "items outside the constants")) return false;
    for (std::uint32_t i = list.first_item; i < list.first_item + list.item_count; ++i) {
        const Type item = constants[i].type.type();
        if (!(row.require(constants[i].type.list == 0, "a list in a list") &&
              row.require(comparable(item, list.type.type()), "an item of another type") &&
              row.require(!taken[i], "an item of two lists")))
            return false;
        taken[i] = true;
    }
    return true;
}

bool check_constant(const Views& views, const Row& row, const ConstantRecord& constant, std::vector<char>& taken) {
    const Number number = number_of(constant);
    if (!(row.type(constant.type) && row.text({constant.exact, constant.folded}))) return false;
    if (constant.type.list != 0)
        return row.require(number == 0 && constant.exact.size == 0 && constant.folded.size == 0,
                           "a list that is a value too") &&
               check_list(views, row, constant, taken);
    const bool is_text = constant.type.type().kind == Kind::text;
    return row.require(constant.item_count == 0, "items of what is no list") &&
           row.require(is_text || (constant.exact.size == 0 && constant.folded.size == 0), "a text of what is none") &&
           row.require(number_fits(views, constant.type.type(), number), "a number that its type cannot have");
}

// Most constants of many are names, of the same domain as one before.
class KnownNames {
public:
    bool has(const ConstantRecord& constant) const {
        return constant.type == type_ && constant.high == 0 && constant.low < count_ && constant.item_count == 0 &&
               constant.exact == StringRef() && constant.folded == StringRef();
    }
    void note(const Views& views, const ConstantRecord& good) {
        if (good.type.list != 0 || !value::is_symbolic(good.type.type().kind)) return;
        type_ = good.type;
        count_ = views.domains[type_.domain].value_count;
    }

private:
    TypeRecord type_;
    std::uint64_t count_ = 0;
};

bool check_constants_section(Checker& checker) {
    const auto constants = checker.views.constants;
    std::vector<char> taken(constants.size());
    KnownNames names;
    for (std::size_t i = 0; i < constants.size(); ++i) {
        fetch_ahead(&constants[i]);
        if (names.has(constants[i])) continue;
        if (!check_constant(checker.views, Row(checker, Section::constants, i), constants[i], taken)) return false;
        names.note(checker.views, constants[i]);
    }
    return true;
}

// Of equal expressions one is folded and one is not: so all together are no longer than the strings twice.
bool check_patterns(Checker& checker) {
    const auto patterns = checker.artifact.patterns();
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        const Row row(checker, Section::patterns, i);
        if (!(row.text(patterns[i].expression) && row.flag(patterns[i].exactly, "an unknown flag") &&
              row.require(patterns[i].expression.size <= maximum_expression_bytes, "an expression too long") &&
              row.require((bytes += patterns[i].expression.size) <= 2 * checker.views.strings.size(),
                          "expressions that are longer together than the texts")))
            return false;
        std::string fault;
        const std::string_view expression = checker.artifact.string(patterns[i].expression);
        if (!row.require(value::Pattern::compile(expression, patterns[i].exactly != 0, fault) != nullptr,
                         "an expression that is none"))
            return false;
    }
    return true;
}

bool check_spans(Checker& checker, const ScheduleRecord& schedule) {
    for (std::uint32_t i = 0; i < schedule.span_count; ++i) {
        const std::uint32_t at = schedule.first_span + i;
        const SpanRecord& span = checker.artifact.schedule_spans()[at];
        const Row row(checker, Section::schedule_spans, at);
        if (!(row.require(span.weekday <= 6, "a weekday that is none") &&
              row.require(span.begin_minute < day_minutes, "a begin outside its day") &&
              row.require(span.begin_minute < span.end_minute && span.end_minute - span.begin_minute <= day_minutes,
                          "an end that is not within a day of its begin")))
            return false;
    }
    return true;
}

bool check_holidays(Checker& checker, const ScheduleRecord& schedule) {
    const auto holidays = checker.artifact.holidays().subspan(schedule.first_holiday, schedule.holiday_count);
    for (std::size_t i = 1; i < holidays.size(); ++i) {
        if (!Row(checker, Section::holidays, schedule.first_holiday + i)
                 .require(holidays[i - 1] < holidays[i], "a holiday out of order or twice"))
            return false;
    }
    return true;
}

bool check_schedules(Checker& checker) {
    const Artifact& artifact = checker.artifact;
    std::size_t next_span = 0;
    std::size_t next_holiday = 0;
    for (std::size_t i = 0; i < artifact.schedules().size(); ++i) {
        const ScheduleRecord& schedule = artifact.schedules()[i];
        const Row row(checker, Section::schedules, i);
        if (!(row.text({schedule.name, schedule.zone}) &&
              row.require(schedule.zone.size <= maximum_zone_bytes &&
                              value::Zone::find(artifact.string(schedule.zone)).has_value(),
                          "an unknown time zone") &&
              row.owned(schedule.first_span, schedule.span_count, next_span, artifact.schedule_spans().size(),
                        "spans that are not its own") &&
              row.owned(schedule.first_holiday, schedule.holiday_count, next_holiday, artifact.holidays().size(),
                        "holidays that are not its own") &&
              check_spans(checker, schedule) && check_holidays(checker, schedule)))
            return false;
    }
    return Row(checker, Section::schedule_spans, next_span)
               .require(next_span == artifact.schedule_spans().size(), "a span of no schedule") &&
           Row(checker, Section::holidays, next_holiday)
               .require(next_holiday == artifact.holidays().size(), "a holiday of no schedule");
}

}  // namespace

bool check_constants(Checker& checker) {
    return check_constants_section(checker) && check_patterns(checker) && check_schedules(checker);
}

}  // namespace parley::bytecode
