// Lua as a peer, compiled once against Lua 5.4 and once against LuaJIT.
//   bench_lua54|bench_luajit FOLDER RULES.lua
// The loop over events is in Lua too, so that nothing but the rules is called. Reading JSON is simdjson's; the event's
// table is made from it.
#include <lua.hpp>

#include "tools/bench/hosts/event.h"
#include "tools/bench/hosts/host.h"

namespace parley::bench {
namespace {

constexpr const char* loop = R"(
local decide = ...
local out, order, events = {}, {}, {}
local function range(first, last)
    local n = 0
    for i = first, last do n = n + decide(events[order[i]], out) end
    return n
end
local function one(event) return decide(event, out) end
return range, one, out, order, events
)";

void push(lua_State* lua, const Event& event) {
    lua_createtable(lua, 0, 12);
    const auto text = [&](const char* name, std::string_view value) {
        lua_pushlstring(lua, value.data(), value.size());
        lua_setfield(lua, -2, name);
    };
    const auto number = [&](const char* name, std::int32_t value) {
        lua_pushinteger(lua, value);
        lua_setfield(lua, -2, name);
    };
    text("contact_point", event.contact_point);
    text("platform", event.platform);
    text("message_text", event.message_text);
    text("queue", event.queue);
    text("language", event.language);
    number("priority", event.priority);
    number("customer_tier", event.customer_tier);
    number("estimated_wait_seconds", event.estimated_wait_seconds);
    number("agents_available", event.agents_available);
    number("hours_since_last_conversation", event.hours_since_last_conversation);
    number("attempts", event.attempts);
    lua_pushboolean(lua, event.is_business_hours);
    lua_setfield(lua, -2, "is_business_hours");
}

struct Peer {
    Peer(const std::string& folder, const std::string& rules) : lines(folder + "/events.jsonl"), lua(luaL_newstate()) {
        luaL_openlibs(lua);
        const Events events(lines);
        const std::size_t before = resident();
        const auto begin = Clock::now();
        if (luaL_loadfile(lua, (folder + "/" + rules).c_str()) != 0 || lua_pcall(lua, 0, 1, 0) != 0)
            throw std::runtime_error(lua_tostring(lua, -1));
        std::ostringstream text;
        text << "\"load_ms\":" << seconds_since(begin) * 1e3 << ",\"memory_kb\":" << resident() - before;
        loaded_text = text.str();
        if (luaL_loadstring(lua, loop) != 0) throw std::runtime_error(lua_tostring(lua, -1));
        lua_insert(lua, -2);
        lua_call(lua, 1, 5);  // the stack: range, one, out, order, events
        for (std::size_t i = 0; i < events.size(); ++i) {
            push(lua, events[i]);
            lua_rawseti(lua, 5, static_cast<int>(i + 1));
        }
    }

    struct Worker {
        void prepare(const std::vector<std::uint32_t>& order) {
            for (std::size_t i = 0; i < order.size(); ++i) {
                lua_pushinteger(lua, order[i] + 1);
                lua_rawseti(lua, 4, static_cast<int>(i + 1));
            }
        }
        void decide_range(std::size_t begin, std::size_t end) {
            lua_pushvalue(lua, 1);
            lua_pushinteger(lua, static_cast<lua_Integer>(begin + 1));
            lua_pushinteger(lua, static_cast<lua_Integer>(end));
            lua_call(lua, 2, 1);
            lua_pop(lua, 1);
        }
        std::size_t decide(std::uint32_t event) {
            lua_pushvalue(lua, 2);
            lua_rawgeti(lua, 5, static_cast<int>(event + 1));
            return call();
        }
        std::size_t ids(std::uint32_t event, std::uint32_t* out) {
            const std::size_t count = decide(event);
            copy(out, count);
            return count;
        }
        // The answer is the list of ids; its text is the same work in every host and not Lua's.
        void json(std::uint32_t index, std::string& text) {
            Event event;
            decoder->decode(peer->lines[index], event);
            lua_pushvalue(lua, 2);
            push(lua, event);
            const std::size_t count = call();
            std::uint32_t all[most_actions];
            copy(all, count);
            for (std::size_t i = 0; i < count; ++i) text += std::to_string(all[i]) + ',';
        }
        std::size_t call() {
            lua_call(lua, 1, 1);
            const auto count = static_cast<std::size_t>(lua_tointeger(lua, -1));
            lua_pop(lua, 1);
            return count;
        }
        void copy(std::uint32_t* out, std::size_t count) {
            for (std::size_t i = 0; i < count; ++i) {
                lua_rawgeti(lua, 3, static_cast<int>(i + 1));
                out[i] = static_cast<std::uint32_t>(lua_tointeger(lua, -1));
                lua_pop(lua, 1);
            }
        }
        Peer* peer;
        lua_State* lua;
        std::unique_ptr<Decoder> decoder = std::make_unique<Decoder>();
    };
    Worker worker() { return {this, lua}; }
    std::string loaded() const { return loaded_text; }

    Lines lines;
    lua_State* lua;
    std::string loaded_text;
};

}  // namespace
}  // namespace parley::bench

int main(int count, char** arguments) {
    if (count != 3) return 2;
    try {
        parley::bench::Peer peer(arguments[1], arguments[2]);
        return parley::bench::serve(peer, arguments[1]);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
