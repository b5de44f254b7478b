#include "compiler/yaml/tree_builder.h"

#include <algorithm>
#include <array>

#include "runtime/value/text.h"

namespace parley::yaml {

namespace {

using diagnostics::Code;

constexpr std::size_t depth_limit = 64;
constexpr const char* alias_message = "aliases are not supported here";
constexpr const char* alias_help = "write the value out";
constexpr std::array<std::string_view, 4> null_words = {"null", "Null", "NULL", "~"};

}  // namespace

void report_alias(diagnostics::Diagnostics& diagnostics, source::Span span) {
    diagnostics.report(Code::yaml_not_supported, span, alias_message).help(alias_help);
}

TreeBuilder::TreeBuilder(source::FileId file, const source::SourceFile& source, std::size_t values_limit,
                         diagnostics::Diagnostics& diagnostics)
    : file_(file),
      text_(source.text()),
      text_begin_(source.text_begin()),
      values_limit_(values_limit),
      diagnostics_(diagnostics) {}

// What stands under a refused key gives no findings of its own.
diagnostics::Diagnostic& TreeBuilder::report(Code code, source::Span span, std::string message, std::string label) {
    bool muted = std::any_of(open_.begin(), open_.end(), [](const Frame& frame) { return frame.drop_value; });
    if (!muted) return diagnostics_.report(code, span, std::move(message), std::move(label));
    unheard_ = {};
    unheard_.kept = false;
    return unheard_;
}

source::Span TreeBuilder::span(Range range) const {
    return {file_, range.begin, range.end};
}

std::uint32_t TreeBuilder::offset(const YAML::Mark& mark) const {
    std::size_t behind_mark = text_begin_ + static_cast<std::size_t>(std::max(mark.pos, 0));
    return static_cast<std::uint32_t>(std::min(behind_mark, text_.size()));
}

std::uint32_t TreeBuilder::check_properties(std::uint32_t begin) {
    Properties properties = read_properties(text_, begin);
    if (!properties.anchor.empty()) {
        report(Code::yaml_not_supported, span(properties.anchor), "anchors are not supported here")
            .help("write the value out wherever it is used");
    }
    if (!properties.tag.empty()) {
        report(Code::yaml_not_supported, span(properties.tag), "tags are not supported here")
            .help("leave the tag out; put text in quotes where it could be read as something else");
    }
    return properties.node;
}

void TreeBuilder::OnDocumentStart(const YAML::Mark& mark) {
    if (++documents_ == 1) return;
    std::uint32_t begin = offset(mark);
    std::uint32_t end = text_.substr(begin).starts_with("---") ? begin + 3 : begin;
    report(Code::yaml_not_supported, {file_, begin, end}, "a second document begins here, and only one is read")
        .help("remove the `---`, or move what follows to a file of its own");
    throw Stop{};
}

// A value that was left out stands nowhere: then its key or the mark of its list item is what can be pointed at.
source::Span TreeBuilder::null_span(std::uint32_t begin, std::string& word) const {
    std::string_view rest = text_.substr(begin);
    bool in_value = !open_.empty() && open_.back().node.kind == Node::Kind::mapping && !open_.back().key_is_next;
    bool same_line = true;
    if (in_value) {
        std::uint32_t key_end = std::min(open_.back().key_span.end, begin);
        same_line = text_.substr(key_end, begin - key_end).find_first_of("\r\n") == std::string_view::npos;
    }
    for (std::string_view candidate : null_words) {
        if (!same_line || !rest.starts_with(candidate)) continue;
        word = candidate;
        return {file_, begin, begin + static_cast<std::uint32_t>(candidate.size())};
    }
    if (in_value) return open_.back().key_span;
    std::uint32_t end = begin;
    while (end > text_begin_ && std::string_view(" \t\r\n").find(text_[end - 1]) != std::string_view::npos) --end;
    return {file_, end > text_begin_ ? end - 1 : end, end};
}

void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t) {
    Node node;
    node.span = null_span(check_properties(offset(mark)), node.scalar);
    node.plain = true;
    add(std::move(node));
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t) {
    Node node;
    node.span = span(alias_range(text_, offset(mark)));
    node.refused = true;
    report(Code::yaml_not_supported, node.span, alias_message).help(alias_help);
    add(std::move(node));
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t, const std::string& value) {
    std::uint32_t begin = check_properties(offset(mark));
    std::optional<Range> range = scalar_range(text_, begin, value);
    if (!range) {
        refused_ = true;
        report(Code::yaml_syntax, span(character_range(text_, begin)), "a quoted text is not closed")
            .help("add the closing quote");
        throw Stop{};
    }
    Node node;
    node.kind = Node::Kind::scalar;
    node.span = span(*range);
    node.scalar = value::to_nfc(value);
    node.plain = is_plain(text_, begin);
    add(std::move(node));
}

void TreeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                                  YAML::EmitterStyle::value) {
    begin_collection(Node::Kind::sequence, mark);
}

void TreeBuilder::OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) {
    begin_collection(Node::Kind::mapping, mark);
}

void TreeBuilder::begin_collection(Node::Kind kind, const YAML::Mark& mark) {
    Frame frame;
    frame.node.kind = kind;
    frame.node.span = span(character_range(text_, check_properties(offset(mark))));
    if (open_.size() == depth_limit) {
        refused_ = true;
        report(Code::nested_too_deeply, frame.node.span,
               "lists and mappings are nested deeper than " + std::to_string(depth_limit) + " levels")
            .help("use fewer levels");
        throw Stop{};
    }
    open_.push_back(std::move(frame));
}

void TreeBuilder::end_collection() {
    Node node = std::move(open_.back().node);
    open_.pop_back();
    add(std::move(node));
}

void TreeBuilder::add(Node node) {
    if (++values_ > values_limit_) {
        refused_ = true;
        diagnostics_.report(Code::file_too_large, node.span,
                            "the file has more than " + std::to_string(values_limit_) + " values");
        throw Stop{};
    }
    if (open_.empty()) {
        root_ = std::move(node);
        return;
    }
    Frame& frame = open_.back();
    if (frame.node.kind == Node::Kind::sequence) {
        frame.node.items.push_back(std::move(node));
    } else if (frame.key_is_next) {
        add_key(std::move(node));
    } else {
        if (!frame.drop_value) frame.node.entries.push_back({std::move(frame.key), frame.key_span, std::move(node)});
        frame.key_is_next = true;
        frame.drop_value = false;
    }
}

void TreeBuilder::add_key(Node node) {
    Frame& frame = open_.back();
    frame.key_is_next = false;
    frame.key_span = node.span;
    bool is_key = node.kind == Node::Kind::scalar || (node.kind == Node::Kind::null && !node.scalar.empty());
    if (!is_key) {
        report(Code::wrong_shape, node.span, "a key has to be a single word or text");
        frame.drop_value = true;
        return;
    }
    frame.key = std::move(node.scalar);
    auto [first, is_new] = frame.seen.emplace(frame.key, node.span);
    if (is_new) return;
    report(Code::duplicate_key, node.span, "`" + frame.key + "` is given twice", "given again")
        .label(first->second, "first given here")
        .help("keep one of the two");
    frame.drop_value = true;
}

}  // namespace parley::yaml
