// A folder of its own for each test, gone with it, and findings as "CODE <file:underlined text> message".
#pragma once

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "compiler/project/project.h"
#include "tests/show_texts.h"

namespace parley::project {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

class TestFolder {
public:
    TestFolder() {
        std::string pattern = (fs::temp_directory_path() / "parley-project-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()));
        path_ = pattern;
    }
    TestFolder(const TestFolder&) = delete;
    ~TestFolder() {
        std::error_code fault;
        fs::remove_all(path_, fault);
    }
    TestFolder& file(const std::string& name, const std::string& text = "") {
        fs::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
        return *this;
    }
    TestFolder& folder(const std::string& name) {
        fs::create_directories(path_ / name);
        return *this;
    }
    fs::path path(const std::string& name = "") const { return name.empty() ? path_ : path_ / name; }

private:
    fs::path path_;
};

// Changes where one works, and goes back.
class WorkIn {
public:
    explicit WorkIn(const fs::path& path) : before_(fs::current_path()) { fs::current_path(path); }
    WorkIn(const WorkIn&) = delete;
    ~WorkIn() { fs::current_path(before_); }

private:
    fs::path before_;
};

struct Loaded {
    diagnostics::Diagnostics diagnostics;
    Project project;

    explicit Loaded(const std::string& directory, const Limits& limits = {})
        : project(load(directory, diagnostics, limits)) {}
    explicit Loaded(const TestFolder& folder, const Limits& limits = {}) : Loaded(folder.path().string(), limits) {}

    std::string base_name(source::FileId file) const {
        return fs::path(project.sources.file(file).name()).filename().string();
    }
    Names names(const std::vector<source::FileId>& files) const {
        Names found;
        for (source::FileId file : files) found.push_back(base_name(file));
        return found;
    }
    Names findings() const {
        Names lines;
        for (const auto& finding : diagnostics.all()) {
            source::Span span = finding.primary.span;
            std::string place =
                span.exists() ? base_name(span.file) + ":" + std::string(project.sources.text(span)) : "-";
            lines.push_back(std::string(diagnostics::info(finding.code).id) + " <" + place + "> " + finding.message);
        }
        return lines;
    }
};

}  // namespace parley::project
