// The tree as a picture that needs nothing beside it: a box for each scope, inside the box of the scope around it, each
// a shade of grey darker [S3.55].
#include <algorithm>

#include "tools/parley/outline.h"
#include "tools/parley/xml.h"

namespace parley::cli {

namespace {

constexpr std::size_t row_height = 20, step = 16, margin = 12, gap = 14;
constexpr double character_width = 7.3;  // of a monospaced letter of 12 pixels, a little generously
constexpr std::size_t longest_text = 120;

// Dark text stays legible on the darkest of them.
std::string fill(std::size_t depth) {
    const std::size_t grey = std::max<std::size_t>(250 - 12 * std::min<std::size_t>(depth - 1, 20), 160);
    const std::string level = std::to_string(grey);
    return "rgb(" + level + "," + level + "," + level + ")";
}

std::size_t left_of(const OutlineRow& row) {
    return margin + (row.depth - 1) * step;
}

std::size_t text_left(const OutlineRow& row) {
    return left_of(row) + 8 + row.indent * step;
}

class Picture {
public:
    std::string draw(const Outline& outline) {
        for (const auto* list : {&outline.rules, &outline.definitions}) {
            for (const OutlineNode& node : *list) tops_.push_back(rows_of(node));
        }
        measure();
        std::size_t y = margin;
        if (!outline.name.empty()) {
            text(margin, y, "ruleset \"" + outline.name + "\"", true, {});
            y += row_height + gap;
        }
        for (const std::vector<OutlineRow>& rows : tops_) {
            draw_boxes(rows, y);
            draw_rows(rows, y);
            y += rows.size() * row_height + gap;
        }
        const std::string size = std::to_string(width_) + "\" height=\"" + std::to_string(y);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + size +
               "\" viewBox=\"0 0 " + std::to_string(width_) + " " + std::to_string(y) +
               "\" font-family=\"ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"12\">\n"
               "<title>" +
               xml_text(outline.name.empty() ? "rules" : outline.name) +
               "</title>\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n" + out_ + "</svg>\n";
    }

private:
    void measure() {
        for (const std::vector<OutlineRow>& rows : tops_) {
            for (const OutlineRow& row : rows) {
                // The box of every scope around it ends that much further right.
                const std::size_t columns = std::min(length(row.text), longest_text + 1);
                const auto wide = static_cast<std::size_t>(static_cast<double>(columns) * character_width);
                width_ = std::max(width_, text_left(row) + wide + 8 + row.depth * 6 + margin);
            }
        }
    }

    // A scope reaches from the row that opens it to the last one that is at least as deep.
    void draw_boxes(const std::vector<OutlineRow>& rows, std::size_t top) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!rows[i].opens) continue;
            std::size_t end = i + 1;
            while (end < rows.size() &&
                   (rows[end].depth > rows[i].depth || (rows[end].depth == rows[i].depth && !rows[end].opens)))
                ++end;
            const std::size_t inset = rows[i].depth - 1;
            out_ += "<rect x=\"" + std::to_string(left_of(rows[i])) + "\" y=\"" +
                    std::to_string(top + i * row_height + 1) + "\" width=\"" +
                    std::to_string(width_ - margin - 6 * inset - left_of(rows[i])) + "\" height=\"" +
                    std::to_string((end - i) * row_height - 2) + "\" rx=\"3\" fill=\"" + fill(rows[i].depth) +
                    "\" stroke=\"rgb(120,120,120)\" stroke-width=\"0.6\"/>\n";
        }
    }

    void draw_rows(const std::vector<OutlineRow>& rows, std::size_t top) {
        for (std::size_t i = 0; i < rows.size(); ++i)
            text(text_left(rows[i]), top + i * row_height, rows[i].text, rows[i].opens, rows[i].node->place);
    }

    void text(std::size_t x, std::size_t y, const std::string& words, bool bold, const std::string& place) {
        const std::string cut = shown(words, longest_text);
        out_ += "<text x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y + 14) + "\" xml:space=\"preserve\"" +
                (bold ? " font-weight=\"bold\"" : "") + ">";
        if (!place.empty())
            out_ +=
                "<title>" + xml_text(place) + (length(words) > longest_text ? ": " + xml_text(words) : "") + "</title>";
        out_ += xml_text(cut) + "</text>\n";
    }

    std::vector<std::vector<OutlineRow>> tops_;
    std::size_t width_ = 320;
    std::string out_;
};

}  // namespace

std::string draw_svg(const Outline& outline) {
    return Picture().draw(outline);
}

}  // namespace parley::cli
