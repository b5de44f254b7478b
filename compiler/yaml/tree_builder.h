// Private to compiler/yaml: yaml-cpp's events to the tree of yaml.h. Events come one after another, so a document that
// is refused half way costs no more than its first half.
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/yaml/places.h"
#include "compiler/yaml/yaml.h"

namespace parley::yaml {

// `*name`, whether or not it has its `&name`.
void report_alias(diagnostics::Diagnostics& diagnostics, source::Span span);

// Thrown through yaml-cpp to end the reading once going on has no use; the finding is reported before.
struct Stop {};

class TreeBuilder final : public YAML::EventHandler {
public:
    TreeBuilder(source::FileId file, const source::SourceFile& source, std::size_t values_limit,
                diagnostics::Diagnostics& diagnostics);

    Node take_root() { return std::move(root_); }
    bool document_seen() const { return documents_ != 0; }
    // True once the whole result is worth nothing.
    bool refused() const { return refused_; }

    void OnDocumentStart(const YAML::Mark& mark) override;
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { end_collection(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { end_collection(); }

private:
    // A collection that is still open.
    struct Frame {
        Node node;
        bool key_is_next = true;  // of a mapping
        bool drop_value = false;  // its key was refused
        std::string key;
        source::Span key_span;
        std::unordered_map<std::string, source::Span> seen;
    };

    diagnostics::Diagnostic& report(diagnostics::Code code, source::Span span, std::string message,
                                    std::string label = {});
    source::Span span(Range range) const;
    std::uint32_t offset(const YAML::Mark& mark) const;
    // Reports anchor and tag; where the node itself begins.
    std::uint32_t check_properties(std::uint32_t begin);
    source::Span null_span(std::uint32_t begin, std::string& word) const;
    void begin_collection(Node::Kind kind, const YAML::Mark& mark);
    void end_collection();
    void add(Node node);
    void add_key(Node node);

    source::FileId file_;
    std::string_view text_;
    std::uint32_t text_begin_;
    std::size_t values_limit_;
    std::size_t values_ = 0;
    diagnostics::Diagnostics& diagnostics_;
    diagnostics::Diagnostic unheard_{};
    std::vector<Frame> open_;
    Node root_;
    int documents_ = 0;
    bool refused_ = false;
};

}  // namespace parley::yaml
