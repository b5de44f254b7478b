#include "tools/parley/diff_sides.h"

#include <filesystem>

#include "tools/parley/chosen_sources.h"
#include "tools/parley/diff_words.h"
#include "tools/parley/program_source.h"
#include "tools/parley/store_access.h"

namespace parley::cli {

namespace {

namespace fs = std::filesystem;
using Opened = base::Result<DiffSide>;
using Artifact = std::shared_ptr<const bytecode::Artifact>;

class Loader {
public:
    Loader(bool decides, const Session& session) : decides_(decides), session_(session) {}

    Opened open(const std::string& operand) {
        if (const std::optional<store::Version> number = parse_version(operand)) return version(*number);
        if (operand == "current") return current();
        if (operand == "draft") return draft();
        std::error_code fault;
        if (fs::is_directory(operand, fault)) return folder(operand);
        if (fs::exists(operand, fault)) return artifact_file(operand);
        return base::Error{base::ErrorKind::not_found, "there is neither a file nor a folder `" + shown(operand) +
                                                           "`; a version is its number, and `current` and `draft` are "
                                                           "those of the store"};
    }

    // The draft if there is one, else the folder.
    Opened workspace() {
        const base::Result<store::State> state = this->state();
        if (!state) return state.error();
        return state->draft ? draft() : folder(project_at(session_.directory));
    }

private:
    base::Result<store::Store*> store() {
        if (!store_) {
            base::Result<std::unique_ptr<store::Store>> opened = open_store(session_);
            if (!opened) return opened.error();
            store_ = std::move(*opened);
        }
        return store_.get();
    }

    base::Result<store::State> state() {
        const base::Result<store::Store*> store = this->store();
        if (!store) return store.error();
        return (*store)->state();
    }

    Opened current() {
        const base::Result<store::State> state = this->state();
        if (!state) return state.error();
        if (!state->current) {
            return base::Error{base::ErrorKind::not_found,
                               "nothing is published in " + store_location(session_) +
                                   ", so nothing is current; compare two folders, or publish first"};
        }
        return version(state->current->version);
    }

    Opened version(store::Version number) {
        const base::Result<store::Store*> store = this->store();
        if (!store) return store.error();
        const base::Result<store::VersionRecord> record = (*store)->version(number);
        if (!record) return record.error();
        base::Result<KeptSources> sources = version_sources(**store, number);
        if (!sources) return sources.error();
        DiffSide side;
        side.kind = DiffSide::Kind::version;
        side.name = "version " + std::to_string(number);
        side.version = number;
        side.digest = base::to_string(record->artifact);
        side.explained_by = "--version " + std::to_string(number);
        side.build = build_files(sources->files, sources->shown, {"parse", false, {}, {}}, session_);
        if (!decides_) return side;
        const base::Result<Artifact> artifact = (*store)->artifact(record->artifact);
        if (!artifact) return artifact.error();
        return with_program(std::move(side), *artifact);
    }

    Opened draft() {
        const base::Result<store::Store*> store = this->store();
        if (!store) return store.error();
        base::Result<KeptSources> sources = draft_sources(**store);
        if (!sources) return sources.error();
        DiffSide side;
        side.kind = DiffSide::Kind::draft;
        side.name = "the draft";
        side.explained_by = "--draft";
        side.build = build_files(sources->files, sources->shown, {phase(), false, {}, {}}, session_);
        return compiled(std::move(side));
    }

    Opened folder(const std::string& path) {
        DiffSide side;
        side.kind = DiffSide::Kind::folder;
        side.name = fs::path(path).lexically_normal() == "." ? "the folder" : "the folder " + path;
        side.explained_by =
            (fs::path(path).lexically_normal() == "." ? "" : "-C " + shell_word(path) + " ") + "--folder";
        side.build = build_project(path, {phase(), false, {}, {}}, session_);
        if (const std::optional<base::Error> fault = unreadable(*side.build, path)) return *fault;
        return compiled(std::move(side));
    }

    // A file that cannot be read is no file without rules, and a folder of anything is no rule set.
    static std::optional<base::Error> unreadable(const ProjectBuild& build, const std::string& path) {
        for (const diagnostics::Diagnostic& finding : build.findings().all()) {
            if (finding.code == diagnostics::Code::unreadable_file)
                return base::Error{base::ErrorKind::environment, finding.message};
        }
        if (!build.project.rules.empty() || build.project.catalog != source::no_file) return std::nullopt;
        return base::Error{base::ErrorKind::not_found,
                           "the folder `" + shown(path) + "` holds neither rules nor a catalog"};
    }

    Opened artifact_file(const std::string& path) {
        const base::Result<Artifact> artifact = bytecode::Artifact::open_file(path);
        if (!artifact) return artifact.error();
        DiffSide side;
        side.kind = DiffSide::Kind::artifact;
        side.name = path;
        side.digest = base::to_string((*artifact)->digest());
        side.explained_by = "--artifact " + shell_word(path);
        side.build = std::make_unique<ProjectBuild>();
        project::Project& project = side.build->project;
        for (const bytecode::FileRecord& file : (*artifact)->files()) {
            const source::FileId id = project.sources.add(path + "/" + std::string((*artifact)->string(file.name)),
                                                          std::string((*artifact)->string(file.text)));
            if (file.kind == static_cast<std::uint32_t>(bytecode::FileKind::catalog))
                project.catalog = id;
            else
                project.rules.push_back(id);
        }
        pipeline::Compilation& compilation = side.build->compilation;
        compilation.sources = &project.sources;
        compilation.catalog_file = project.catalog;
        compilation.rule_files = project.rules;
        pipeline::run(compilation, "parse");
        return decides_ ? with_program(std::move(side), *artifact) : Opened(std::move(side));
    }

    // Whether it compiles is always told; the artifact itself only events need.
    std::string_view phase() const { return decides_ ? "write" : "check"; }

    Opened compiled(DiffSide side) {
        if (!decides_ || side.errors() != 0) return side;
        const base::Result<Artifact> artifact = bytecode::Artifact::open(std::move(side.build->compilation.artifact));
        if (!artifact) return artifact.error();
        side.digest = base::to_string((*artifact)->digest());
        return with_program(std::move(side), *artifact);
    }

    static Opened with_program(DiffSide side, const Artifact& artifact) {
        base::Result<std::shared_ptr<const vm::Program>> program = vm::Program::load(artifact);
        if (!program) return program.error();
        side.program = std::move(*program);
        return side;
    }

    bool decides_;
    const Session& session_;
    std::unique_ptr<store::Store> store_;
};

// Empty where there is no file; nullopt where it is no YAML.
std::optional<yaml::Node> read_yaml(const DiffSide& side, source::FileId file) {
    if (file == source::no_file) return yaml::Node();
    diagnostics::Diagnostics unheard;  // the compiler has said it
    yaml::Node node = yaml::parse(file, side.build->project.sources, unheard);
    if (unheard.has_errors() && node.kind == yaml::Node::Kind::null) return std::nullopt;
    return node;
}

std::optional<std::vector<yaml::Node>> read_tests(const DiffSide& side) {
    std::vector<yaml::Node> files;
    for (const source::FileId file : side.build->project.tests) {
        std::optional<yaml::Node> node = read_yaml(side, file);
        if (!node) return std::nullopt;
        files.push_back(std::move(*node));
    }
    return files;
}

void read_documents(DiffSide& side) {
    side.catalog = read_yaml(side, side.build->project.catalog);
    if (side.kind == DiffSide::Kind::artifact) return;
    side.tests = read_tests(side);
    side.settings = read_yaml(side, side.build->project.settings);
}

}  // namespace

diff::Side DiffSide::tree() const {
    return {&build->project.sources, build->compilation.trees, catalog ? &*catalog : nullptr, tests ? &*tests : nullptr,
            settings ? &*settings : nullptr};
}

std::string DiffSide::place(source::Span span) const {
    if (!span.exists()) return {};
    const source::SourceSet& sources = build->project.sources;
    return shown(sources.file(span.file).name()) + ":" + std::to_string(sources.position(span).line);
}

DiffSides load_sides(const std::vector<std::string>& operands, bool decides, const Session& session) {
    Loader loader(decides, session);
    DiffSides out;
    std::vector<std::string> both = operands;
    if (both.empty()) both.emplace_back("current");
    for (std::size_t i = 0; i < 2; ++i) {
        Opened side = i < both.size() ? loader.open(both[i]) : loader.workspace();
        if (!side) return {{}, fail(side.error())};
        read_documents(*side);
        out.sides.push_back(std::move(*side));
    }
    return out;
}

}  // namespace parley::cli
