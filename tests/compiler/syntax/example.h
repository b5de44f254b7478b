// A rule file that uses every construct of the language: the design's example, and a rule for the rest.
#pragma once

#include <string_view>

namespace parley::test {

inline constexpr std::string_view example = R"parley(ruleset "Acme care"

list vip_domains = ["acme.com", "globex.com"]

condition vip = any {
    conversation.customer_tier in [gold, platinum]
    conversation.email ends with any of vip_domains
}

rule "Initial queue assignment"
    on starting
{
    set_priority normal                                  // an action may stand without a decision

    if all {
        conversation.language in ["fr", "es"]
        any {
            workload.agents_available("Multilingual") > 0
            time.now during "EU office hours"
        }
    } {
        send_to_least_loaded ["Multilingual", "Multilingual overflow"]
    }
    else if any {
        conversation.contact_point is "End User Support"
        conversation.platform is facebook
    } {
        if vip { set_priority urgent  send_to_queue "Priority" }   // decisions nest
        else   { send_to_queue "Default" }
    }
    else {
        send_to_queue "Triage"
    }
}

rule "Initial auto response"
    on queued_at_start, routed_at_start
{
    if context.event is routed_at_start {
        send_message "An agent is reading your message."
    }
    else if workload.agents_available is 0 {
        send_message {
            text: "We are closed. We answer from 9:00."
            sms:  "Closed now, back at 9."
            skip_if_recent_conversation: 15 minutes
        }
    }
    else {
        send_message "Thanks for writing to {{companyName}}. Your wait is about {{estimatedWaitTime}}."
    }
}

rule "Find or create"
    on message_received
{
    if all {
        previous.exists
        previous.status is closed
        previous.closed_at within last 7 days
    } { attach_to_previous }
    else { open_conversation }
}

disabled rule "Übersicht \u{1F600}"
    description """
        Off until
          the survey is ready.
        """
    on closed, größe_geändert
{
    if none { not vip  not profile.email  conversation.awaits_response } { }
    else if all {
        conversation.subject is not exactly "VIP"
        conversation.subject does not start with exactly any of vip_domains
        conversation.subject does not end with "x"
        conversation.subject contains "a" /* between */ conversation.email matches exactly /^A\/[0-9]+$/
        conversation.email does not match /b/
        conversation.email is blank
        conversation.tags contains none of ["a", "b",]
        conversation.tags contains all of vip_domains
        conversation.tags size >= 2
        conversation.tags is not empty
        conversation.opened_at between 2026-01-01T00:00Z and 2026-12-24T18:30:15+01:00
        conversation.opened_at older than 1 day
        conversation.opened_at within next 2 weeks
        time.now not during "EU office hours"
        time.date before 2026-12-24
        time.time_of_day after 18:30:15
        time.weekday not in [saturday, sunday]
        conversation.order_total <= -19.99
        conversation.message_count < 3
        conversation.waited > 15 minutes
        conversation.priority between low and high
        conversation.state changed from "New" to Closed
        conversation.state changed to Closed
        conversation.state changed
        conversation.queue was Billing
        conversation.queue is not set
        conversation.assigned_to is previous.assigned_to
        previous.exists is true
        workload.is_staffed(Billing) is not false
    } {
        set_field conversation.customer_tier { to: gold  size: 3  any: "x" }
        send_message "Hi {{ name | "dear \"customer\"" }}, \{{ braces"
        close
        hold { state_reason: "Waiting on customer" }
        route attach_to_previous
        add_tag vip
    }
}
)parley";

}  // namespace parley::test
