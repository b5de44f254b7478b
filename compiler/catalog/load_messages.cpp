#include <algorithm>
#include <array>

#include "compiler/catalog/loader.h"
#include "compiler/catalog/vocabulary.h"

namespace parley::catalog {

using diagnostics::Code;

namespace {

constexpr std::array<std::string_view, 5> rich_keys = {"quick_replies", "buttons", "cards", "images", "links"};

}  // namespace

void Loader::load_messages(const yaml::Node& node) {
    NameSet names("message");
    for (const yaml::Entry& entry : reader_.entries(node, "messages", "a mapping of names to messages")) {
        read_message(entry, names);
    }
    std::vector<std::string> declared;
    for (const Message& message : catalog_.messages) declared.push_back(message.name);
    builder_.add_messages(std::move(declared));
}

void Loader::read_message(const yaml::Entry& entry, NameSet& names) {
    Message message;
    message.name = entry.key;
    message.declared = entry.key_span;
    if (entry.value.kind == yaml::Node::Kind::mapping) {
        for (const yaml::Entry& part : entry.value.entries) read_message_part(part, message);
        reader_.required(entry.value, "text", "a message", entry.key_span);
    } else if (auto text = reader_.text(entry.value, entry.key, "a text, or a mapping with `text`")) {
        message.text = {std::move(*text), entry.value.span};
    }
    if (names.add(reader_, message.name, message.declared)) catalog_.messages.push_back(std::move(message));
}

void Loader::read_message_part(const yaml::Entry& part, Message& message) {
    const Domain& platforms = catalog_.domains[catalog_.platform_domain];
    if (part.key == "text") {
        if (auto text = reader_.text(part.value, "text")) message.text = {std::move(*text), part.value.span};
    } else if (auto platform = platforms.find(part.key)) {
        if (auto text = reader_.text(part.value, part.key)) {
            message.platforms.emplace_back(*platform, CatalogText{std::move(*text), part.value.span});
        }
    } else if (std::find(rich_keys.begin(), rich_keys.end(), part.key) != rich_keys.end()) {
        std::vector<CatalogText> texts;
        for (const yaml::Node& item : reader_.items(part.value, part.key, "a list of texts")) {
            if (auto text = reader_.text(item, part.key, "a list of texts"))
                texts.push_back({std::move(*text), item.span});
        }
        message.rich.emplace_back(part.key, std::move(texts));
    } else {
        std::vector<std::string> keys{"text"};
        keys.insert(keys.end(), rich_keys.begin(), rich_keys.end());
        keys.insert(keys.end(), platforms.values.begin(), platforms.values.end());
        reader_.unknown_key(part, "a message", keys);
    }
}

}  // namespace parley::catalog
