#include <iiindex/judgements.hpp>

#include <filesystem>
#include <list>

#include "ground/catalogue.hpp"
#include "load/formats.hpp"
#include "load/judgements/judgement_table.hpp"
#include "load/table/header.hpp"
#include "load/table_text.hpp"
#include "load/xlsx/choose.hpp"
#include "text/utf8.hpp"

namespace iiindex {

using namespace detail;

namespace {

std::string shown(std::string_view cell) { return std::string(trimmed(cell)); }

/// A table of judgements, its rows, and whose it is where it does not say.
struct Opened {
    const TableText& table;
    std::vector<CellRow> rows;
    std::string name;
};

/// Opens the tables of judgements that a source holds: one in text, and of a workbook every sheet that has some.
class Opener {
public:
    Opener(const NodeNames& names, const LoadOptions& options, std::vector<Problem>& warnings)
        : names_(names), options_(options), warnings_(warnings) {}

    std::vector<Opened> open(const Source& source) {
        const InputFormat format = format_of(source, options_);
        if (format == InputFormat::json) refuse(source.name, said("judgements are a table, not JSON"));
        if (format == InputFormat::xlsx) return open_workbook(source);
        TableText& table = tables_.emplace_back(source, options_, separator_of(format), warnings_);
        table.find_decimal(warnings_);
        std::vector<Opened> opened;
        opened.push_back(rows_of(table, stem_of(source)));
        Faults broken;
        std::size_t begin = table.dialect().begin;
        refuse_wrong_separator(table.text(),
                               read_titles(table.text().characters(), table.dialect().separator, begin, broken),
                               table.dialect().separator);
        return opened;
    }

private:
    static std::string stem_of(const Source& source) { return std::filesystem::path(source.name).stem().string(); }

    static Opened rows_of(const TableText& table, std::string name) {
        Faults broken;
        Opened opened{table, table.rows(shown, broken), std::move(name)};
        broken.raise_if_any(table.text());
        if (opened.rows.empty()) refuse(table.text().file(), said("the file is empty"));
        return opened;
    }

    std::vector<Opened> open_workbook(const Source& source) {
        const Workbook workbook(source);
        std::vector<Problem> passed_over;
        std::vector<Opened> opened;
        for (const Workbook::Sheet& sheet : asked_for(workbook)) {
            SheetText text = workbook.read(sheet, warnings_, {.takes_unsaved = true});
            if (text.characters.find_first_not_of('\n') == text.characters.npos) continue;
            Opened one = rows_of(tables_.emplace_back(source.name, std::move(text)), sheet.name);
            if (!options_.sheet.empty() || holds_judgements(one.rows, names_))
                opened.push_back(std::move(one));
            else
                passed_over.push_back(
                    {{said("{}: sheet {}", source.name, sheet.name)}, said("the sheet holds no judgements")});
        }
        if (opened.empty() && passed_over.size() == 1) opened.push_back(rows_of(tables_.back(), stem_of(source)));
        if (opened.empty()) {
            refuse(source.name, said("no sheet of the workbook holds judgements"),
                   said("its sheets: {}", names_of_sheets(workbook)));
        }
        if (opened.size() == 1) opened.front().name = stem_of(source);
        warnings_.insert(warnings_.end(), passed_over.begin(), passed_over.end());
        return opened;
    }

    /// The sheet that was named, else all that are not hidden.
    std::vector<Workbook::Sheet> asked_for(const Workbook& workbook) {
        if (!options_.sheet.empty())
            return {choose_sheet(workbook, {.name = options_.sheet, .usual = {}, .is_meant = {}}, warnings_)};
        std::vector<Workbook::Sheet> shown = workbook.sheets(), hidden;
        std::erase_if(shown, [&](const Workbook::Sheet& sheet) {
            if (sheet.is_hidden) hidden.push_back(sheet);
            return sheet.is_hidden;
        });
        say_passed_over(workbook, hidden, warnings_);
        return shown;
    }

    const NodeNames& names_;
    const LoadOptions& options_;
    std::vector<Problem>& warnings_;
    std::list<TableText> tables_;
};

}  // namespace

Loaded<Panel> load_judgements(const std::vector<Source>& sources, const Index& index, std::optional<JudgementKind> kind,
                              const LoadOptions& options) {
    Loaded<Panel> loaded;
    const NodeNames names(index);
    PanelBuilder builder(index);
    Opener opener(names, options, loaded.warnings);
    Gathered gathered;
    for (const Source& source : sources) {
        gathered.from([&] {
            for (Opened& one : opener.open(source)) {
                JudgementTable(one.table, one.rows, std::move(one.name), index, names, kind, builder, loaded.warnings)
                    .read();
            }
        });
    }
    gathered.from([&] { loaded.value = builder.finish(loaded.warnings); });
    gathered.raise_if_any();
    return loaded;
}

}  // namespace iiindex
