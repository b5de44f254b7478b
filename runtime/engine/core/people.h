// Contacts, who they are in each channel, users and profiles (D79 to D87). Private to this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/engine/core/context.h"
#include "runtime/engine/lines/stimulus.h"

namespace parley::engine {

// Who is behind an address: the contact, and the address in its normal form (empty: none, D80).
struct Participant {
    ContactId contact{};
    std::string channel, identifier;
};

enum class Linked : std::uint8_t { unchanged, linked, conflict };
struct Linking {
    Linked outcome = Linked::unchanged;
    model::ProfileId other{};  // of a conflict: whose the key is
    std::string value;         // in its normal form
};

class People {
public:
    explicit People(Context& context) : context_(context) {}

    // Finds the channel user profile, or creates it with a contact of its own; a matching user is noted (D81).
    Participant find_or_create(std::string_view channel, std::string_view from);
    std::optional<ContactId> find(std::string_view channel, std::string_view from);
    std::optional<ContactId> find(const lines::ContactName& name);
    // What a message says of its sender.
    void learn(ContactId contact, const lines::CustomerDetails& details);

    Linking link(ContactId contact, std::string_view by, std::string_view value, bool force);
    void merge(ContactId primary, ContactId secondary);
    void unmerge(ContactId secondary);
    void erase(ContactId contact);
    void know(const lines::UserKnown& user);

private:
    std::string user_of(std::string_view channel, std::string_view identifier);
    void erase_history(ConversationId id);
    void leave_profile(model::ProfileId profile);

    Context& context_;
};

}  // namespace parley::engine
