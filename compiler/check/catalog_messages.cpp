// The texts of the catalog's messages. They stand in YAML, so merge fields are found here: written as in the rules,
// with
// `\{{` for two plain braces and no other escape outside a fallback.
#include "compiler/check/merge_texts.h"
#include "compiler/check/wording.h"
#include "runtime/value/text.h"

namespace parley::check {

namespace {

using diagnostics::Code;

class CatalogTextReader {
public:
    CatalogTextReader(Context& context, Place& place, const catalog::CatalogText& text)
        : context_(context), place_(place), text_(text.text), span_(text.span) {
        if (span_.exists()) source_ = context.sources.text(span_);
    }

    // nullopt where a merge field is in error.
    std::optional<Template> read() {
        while (at_ < text_.size()) {
            if (text_.substr(at_, 3) == "\\{{") {
                plain_ += "{{";
                at_ += 3;
            } else if (text_.substr(at_, 2) == "{{") {
                flush();
                read_merge();
            } else {
                plain_ += text_[at_++];
            }
        }
        flush();
        if (parts_.empty()) parts_.push_back({"", none, std::nullopt, span_});
        if (!good_) return std::nullopt;
        return std::move(parts_);
    }

private:
    void flush() {
        if (plain_.empty()) return;
        parts_.push_back({std::move(plain_), none, std::nullopt, span_});
        plain_.clear();
    }

    void skip_blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    }

    std::string read_word() {
        const std::size_t begin = at_;
        while (at_ < text_.size()) {
            std::size_t next = at_;
            const char32_t c = value::next_code_point(text_, next);
            const bool letter = c == U'_' || value::is_letter(c);
            if (!letter && (at_ == begin || !value::is_digit(c))) break;
            at_ = next;
        }
        return std::string(text_.substr(begin, at_ - begin));
    }

    // Behind `|`; false where the quotes are not there or not closed.
    bool read_fallback(std::string& fallback) {
        if (at_ == text_.size() || text_[at_] != '"') return false;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"') {
                ++at_;
                return true;
            }
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            fallback += text_[at_];
        }
        return false;
    }

    bool read_parts(syntax::StringPart& part) {
        at_ += 2;
        skip_blanks();
        part.text = read_word();
        skip_blanks();
        if (part.text.empty()) return false;
        if (at_ < text_.size() && text_[at_] == '|') {
            ++at_;
            skip_blanks();
            if (!read_fallback(part.fallback.emplace())) return false;
            skip_blanks();
        }
        if (text_.substr(at_, 2) != "}}") return false;
        at_ += 2;
        return true;
    }

    void read_merge() {
        const std::size_t begin = at_;
        syntax::StringPart part;
        part.merge = true;
        const bool well_formed = read_parts(part);
        const std::string_view written = text_.substr(begin, well_formed ? at_ - begin : 2);
        part.span = find(written);
        part.name_span = part.span;
        if (const std::size_t name = written.find(part.text); part.span != span_ && name != std::string_view::npos) {
            part.name_span.begin += static_cast<std::uint32_t>(name);
            part.name_span.end = part.name_span.begin + static_cast<std::uint32_t>(part.text.size());
        }
        if (!well_formed) {
            at_ = begin + 2;
            good_ = false;
            context_.diagnostics.report(Code::bad_merge_field, part.span, "a merge field is not complete")
                .help("write `{{name}}` or `{{name | \"…\"}}`, and `\\{{` for two plain braces");
            return;
        }
        if (auto merge = read_merge_field(context_, place_, part))
            parts_.push_back(std::move(*merge));
        else
            good_ = false;
    }

    // Where the piece stands in the file; all of the text where YAML writes it in another way.
    source::Span find(std::string_view piece) {
        const std::size_t at = source_.find(piece, searched_);
        if (at == std::string_view::npos) return span_;
        searched_ = at + piece.size();
        const auto begin = span_.begin + static_cast<std::uint32_t>(at);
        return {span_.file, begin, begin + static_cast<std::uint32_t>(piece.size())};
    }

    Context& context_;
    Place& place_;
    std::string_view text_;
    source::Span span_;
    std::string_view source_;
    std::size_t at_ = 0, searched_ = 0;
    std::string plain_;
    Template parts_;
    bool good_ = true;
};

ActionValue read_text(Context& context, Place& place, const catalog::CatalogText& text) {
    ActionValue value;
    auto parts = CatalogTextReader(context, place, text).read();
    if (!parts) return value;
    value.kind = ActionValue::Kind::text;
    value.type = {value::Kind::text};
    value.texts = std::vector<Template>{std::move(*parts)};
    value.span = text.span;
    return value;
}

ActionValue read_texts(Context& context, Place& place, const std::vector<catalog::CatalogText>& texts) {
    std::vector<Template> read;
    for (const catalog::CatalogText& text : texts) {
        if (auto parts = CatalogTextReader(context, place, text).read()) read.push_back(std::move(*parts));
    }
    ActionValue value;
    value.kind = ActionValue::Kind::texts;
    value.type = {value::Kind::text, true};
    value.texts = std::move(read);
    return value;
}

Action read_message(Context& context, Place& place, const catalog::Message& message) {
    Action action;
    action.span = action.name_span = message.declared;
    action.text = read_text(context, place, message.text);
    for (const auto& [platform, text] : message.platforms)
        action.platform_texts.emplace_back(platform, read_text(context, place, text));
    for (const auto& [name, texts] : message.rich)
        action.members.push_back({name, read_texts(context, place, texts), false});
    return action;
}

}  // namespace

void check_catalog_messages(Context& context) {
    for (const catalog::Message& message : context.catalog.messages) {
        Place place;
        context.result.catalog_messages.push_back(read_message(context, place, message));
        context.message_needs.push_back(place);
    }
}

}  // namespace parley::check
