#include "tools/parley/xml.h"

#include "tools/parley/terminal.h"

namespace parley::cli {

std::string xml_text(std::string_view text) {
    std::string out;
    // XML has no place for most control characters and for two code points that are none.
    for (const char c : shown(text, text.size())) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    for (const std::string_view none : {"\xef\xbf\xbe", "\xef\xbf\xbf"}) {
        for (std::size_t at = out.find(none); at != std::string::npos; at = out.find(none))
            out.replace(at, 3, "\xef\xbf\xbd");
    }
    return out;
}

}  // namespace parley::cli
