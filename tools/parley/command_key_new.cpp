#include "runtime/signing/key.h"
#include "tools/parley/change.h"
#include "tools/parley/commands.h"
#include "tools/parley/json.h"
#include "tools/parley/store_access.h"

namespace parley::cli {

namespace {

ExitCode run(const Arguments& arguments, Session&) {
    const std::string path = *arguments.first("FILE");
    const signing::SecretKey key = signing::SecretKey::generate();
    if (const base::Result<base::Done> written = key.write(path, "made by " + shown(login_name()) + ", " + now_text());
        !written)
        return fail(written.error());
    const std::string name = key.public_key().text();
    if (arguments.format() == "json") {
        Json out = document();
        out["key"] = path;
        out["public_key_file"] = path + ".pub";
        out["public_key"] = name;
        print(to_text(out));
        return done;
    }
    print(path + "      keep it secret: it signs what you publish\n" + path + ".pub  for those who trust it: " + name +
          "\n");
    return done;
}

}  // namespace

Command key_new_command() {
    return {"key new",
            "make a key that signs what is published",
            "Writes a new Ed25519 key to FILE, which only you may read, and its public half to FILE.pub. `parley "
            "publish --key FILE` signs a version; `--trust FILE.pub` lets `decide` and `verify` take only what this "
            "key signed. No file is ever overwritten.",
            {{"FILE", "where to write the key", true, false}},
            {format_option({"text", "json"})},
            {{"parley key new care.key", ""}},
            run};
}

}  // namespace parley::cli
