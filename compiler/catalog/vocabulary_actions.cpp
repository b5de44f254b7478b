#include "compiler/catalog/vocabulary.h"

namespace parley::catalog {

namespace {

constexpr ParameterRow skip_if_recent = {"skip_if_recent_conversation", "duration", true, true,
                                         "Holds the message back if another conversation of the customer ended within "
                                         "this time; `true` stands for 15 minutes."};
constexpr ParameterRow once = {"once", "boolean", true, false, "Sends it only once in a conversation."};
constexpr ParameterRow at_most_every = {"at_most_every", "duration", true, false,
                                        "Sends it again in a conversation only after this time."};

constexpr ParameterRow message_arguments[] = {
    {"quick_replies", "list of text", true, false, "Answers that the customer can pick."},
    {"buttons", "list of text", true, false, "Buttons below the text."},
    {"cards", "list of text", true, false, "Cards below the text."},
    {"images", "list of text", true, false, "Images below the text."},
    {"links", "list of text", true, false, "Links below the text."},
    skip_if_recent,
    once,
    at_most_every,
};
constexpr ParameterRow limit_arguments[] = {skip_if_recent, once, at_most_every};
constexpr ParameterRow set_field_arguments[] = {{"to", "text", false, false, "The value, of the field's own type."}};
constexpr ParameterRow open_arguments[] = {
    {"channel", "platform", true, false, "The platform that the customer is answered on."},
    {"to", "text", true, false, "Who is answered: an address or number."},
};
constexpr ParameterRow close_arguments[] = {
    {"state", "like conversation.closed_as", true, false, "The name under which it is closed."},
    {"short_description", "like conversation.short_description", true, false, "What the conversation was about."},
};
constexpr ParameterRow hold_arguments[] = {
    {"state_reason", "like conversation.state_reason", true, false, "Why it is on hold."},
};
constexpr ParameterRow link_arguments[] = {
    {"email", "text", true, false, "The person's email address."},
    {"phone", "text", true, false, "The person's phone number."},
    {"customer_id", "text", true, false, "The person's customer id."},
    {"order_number", "text", true, false, "The number of an order of the person's."},
};
constexpr ParameterRow task_arguments[] = {
    {"short_description", "text", true, false, "What the task is about."},
};

constexpr ActionRow rows[] = {
    {"send_message",
     "Send a message",
     ActionForm::message,
     {"text", "text", true, false, "The text, for each platform that has no argument of its own."},
     message_arguments},
    {"send_catalog_message",
     "Send a catalog message",
     ActionForm::catalog_message,
     {"message", "message", false, false, "A stored message of the catalog."},
     limit_arguments},
    {"send_to_queue", "Send to queue", ActionForm::plain, {"queue", "queue", false, false, "The queue it goes to."}},
    {"send_to_least_loaded",
     "Send to the least loaded of several queues",
     ActionForm::plain,
     {"queues", "list of queue", false, false, "The queues to choose from; of equal ones the first is taken."}},
    {"send_summary_to_slack", "Send a summary of this conversation to Slack"},
    {"set_priority",
     "Set the priority",
     ActionForm::plain,
     {"priority", "like conversation.priority", false, false, "The priority it gets."}},
    {"set_field",
     "Set a field",
     ActionForm::set_field,
     {"field", "text", false, false, "The field's id."},
     set_field_arguments},
    {"clear_field", "Clear a field", ActionForm::clear_field, {"field", "text", false, false, "The field's id."}},
    {"add_tag",
     "Add a tag",
     ActionForm::plain,
     {"tag", "element of conversation.tags", false, false, "The tag to add."}},
    {"remove_tag",
     "Remove a tag",
     ActionForm::plain,
     {"tag", "element of conversation.tags", false, false, "The tag to remove."}},
    {"assign_to_agent",
     "Assign to an agent",
     ActionForm::plain,
     {"agent", "like conversation.assigned_to", false, false, "The agent who gets it."}},
    {"unassign", "Take from its agent"},
    {"route", "Offer to an agent now"},
    {"attach_to_previous", "Attach to the previous conversation"},
    {"reopen", "Reopen"},
    {"open_conversation", "Open a conversation", ActionForm::plain, {}, open_arguments},
    {"close", "Close", ActionForm::plain, {}, close_arguments},
    {"hold", "Put on hold", ActionForm::plain, {}, hold_arguments},
    {"link_profile", "Link to a profile", ActionForm::link_profile, {}, link_arguments},
    {"create_task",
     "Create a task",
     ActionForm::plain,
     {"task", "task", false, false, "What kind of task it is."},
     task_arguments},
    {"call_webhook",
     "Call a webhook",
     ActionForm::plain,
     {"webhook", "webhook", false, false, "The webhook's name in the catalog."}},
    {"add_note", "Add a note", ActionForm::plain, {"note", "text", false, false, "The note, which only agents see."}},
};

}  // namespace

std::span<const ActionRow> action_rows() {
    return rows;
}

}  // namespace parley::catalog
