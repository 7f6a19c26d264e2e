#include <iiindex/judgements.hpp>

#include <algorithm>
#include <filesystem>
#include <list>

#include "load/formats.hpp"
#include "load/judgements/judgement_table.hpp"
#include "load/table/encoding.hpp"
#include "load/table/grid.hpp"
#include "load/table/header.hpp"
#include "text/utf8.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// A table as text; lives as long as the panel is put together.
struct TableText {
    Decoded decoded;
    Text text;

    TableText(const Source& source, const LoadOptions& options, std::vector<Problem>& warnings)
        : decoded(decode(source, options.encoding, Fallback::gb18030, warnings)),
          text(source.name, decoded.characters()) {}
};

}  // namespace

Loaded<Panel> load_judgements(const std::vector<Source>& sources, const Index& index, std::optional<JudgementKind> kind,
                              const LoadOptions& options) {
    Loaded<Panel> loaded;
    const NodeNames names(index);
    PanelBuilder builder(index);
    std::list<TableText> tables;
    Gathered gathered;
    for (const Source& source : sources) {
        gathered.from([&] {
            const InputFormat format = format_of(source, options);
            if (format == InputFormat::json) refuse(source.name, "judgements are a table, not JSON");
            const TableText& table = tables.emplace_back(source, options, loaded.warnings);
            refuse_markup(table.text);
            Faults broken;
            const char separator = separator_of(format);
            const auto shown = [](std::string_view cell) { return std::string(trimmed(cell)); };
            const auto rows = read_cells(table.text.characters(), separator, shown, broken);
            broken.raise_if_any(table.text);
            if (rows.empty()) refuse(source.name, "the file is empty");
            std::size_t begin = 0;
            refuse_wrong_separator(table.text, read_titles(table.text.characters(), separator, begin, broken),
                                   separator);
            std::string name = std::filesystem::path(source.name).stem().string();
            JudgementTable(table.text, rows, std::move(name), index, names, kind, builder, loaded.warnings).read();
        });
    }
    gathered.from([&] { loaded.value = builder.finish(loaded.warnings); });
    gathered.raise_if_any();
    return loaded;
}

}  // namespace iiindex
