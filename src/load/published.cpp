#include <iiindex/load.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/formats.hpp"
#include "load/ordinals.hpp"
#include "load/periods.hpp"
#include "load/table/labels.hpp"
#include "load/table/no_units.hpp"
#include "load/table/number.hpp"
#include "load/table/titles.hpp"
#include "load/table_text.hpp"
#include "load/wording.hpp"
#include "load/xlsx/choose.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// What a column of a table of printed figures holds.
struct PrintedColumn {
    enum class Kind { none, code, name, name_english, period, score, rank, tier, indicator };

    Kind kind = Kind::none;
    std::size_t node = 0;  ///< of a score, rank or tier
};

using Kind = PrintedColumn::Kind;

constexpr std::array<std::string_view, 6> score_words = {"score", "得分", "总分", "总得分", "综合得分", "总指数"};
constexpr std::array<std::pair<std::string_view, Kind>, 4> endings = {
    {{"rank", Kind::rank}, {"排名", Kind::rank}, {"tier", Kind::tier}, {"梯队", Kind::tier}}};

/// Which column is which, by its titles.
class PrintedTitles {
public:
    explicit PrintedTitles(const Index& index) : words_(index) {}

    PrintedColumn column_of(std::string_view title) const {
        const std::string form = title_form(title);
        if (const auto named = named_column(form)) return *named;
        const Meaning meaning = words_.meaning_of(title, false);
        if (!meaning.inner.empty()) return {Kind::score, meaning.inner.front()};
        if (!meaning.indicators.empty()) return {Kind::indicator};
        if (std::find(score_words.begin(), score_words.end(), form) != score_words.end()) return {Kind::score, 0};
        return column_of_node(form);
    }

    std::vector<PrintedColumn> columns_of(const CellRow& row) const {
        std::vector<PrintedColumn> columns;
        for (const GridCell& cell : row.cells) columns.push_back(column_of(cell.text));
        return columns;
    }

    /// Whether some columns name units and print something of a node.
    static bool are_titles(const std::vector<PrintedColumn>& columns) {
        const auto has = [&](std::initializer_list<Kind> kinds) {
            return std::any_of(columns.begin(), columns.end(), [&](const PrintedColumn& column) {
                return std::find(kinds.begin(), kinds.end(), column.kind) != kinds.end();
            });
        };
        return has({Kind::code, Kind::name}) && has({Kind::score, Kind::rank, Kind::tier});
    }

private:
    static std::optional<PrintedColumn> named_column(const std::string& form) {
        const auto fixed = fixed_title(form);
        if (!fixed) return std::nullopt;
        switch (fixed->column) {
            case FixedColumn::code: return PrintedColumn{Kind::code};
            case FixedColumn::name: return PrintedColumn{Kind::name};
            case FixedColumn::name_english: return PrintedColumn{Kind::name_english};
            case FixedColumn::period: return PrintedColumn{Kind::period};
            case FixedColumn::rank: return PrintedColumn{Kind::rank};
            case FixedColumn::tier: return PrintedColumn{Kind::tier};
            case FixedColumn::origin: break;
        }
        return PrintedColumn{};
    }

    /// "发展环境排名": the rank at a node.
    PrintedColumn column_of_node(const std::string& form) const {
        for (const auto& [ending, kind] : endings) {
            if (!form.ends_with(ending)) continue;
            std::string name = form.substr(0, form.size() - ending.size());
            while (name.ends_with('_') || name.ends_with(':')) name.pop_back();
            const Meaning meaning = words_.meaning_of(name, false);
            if (!meaning.inner.empty()) return {kind, meaning.inner.front()};
        }
        return {};
    }

    TitleWords words_;
};

constexpr std::size_t most_rows_above_figures = 20;

/// The place of the row with the titles; that of the first row if none has them.
std::optional<std::size_t> find_titles(const std::vector<CellRow>& rows, const PrintedTitles& titles) {
    for (std::size_t i = 0; i < std::min(rows.size(), most_rows_above_figures + 1); ++i) {
        if (PrintedTitles::are_titles(titles.columns_of(rows[i]))) return i;
    }
    return std::nullopt;
}

/// Reads a table with a row a unit, and beside it the scores, ranks and tiers that were printed for it.
class PrintedTable {
public:
    PrintedTable(const TableText& table, const Index& index, std::vector<Problem>& warnings)
        : table_(table), text_(table.text()), index_(index), warnings_(warnings) {}

    Input read() {
        const auto rows = table_.rows(cleaned, faults_);
        const PrintedTitles titles(index_);
        const auto header = find_titles(rows, titles);
        faults_.raise_if_any(text_);
        if (!header) {
            refuse(
                text_.file(), said("no row titles what was printed"),
                said("expected code or name, and the codes or names of nodes that are computed (their scores), rank or "
                     "tier"));
        }
        columns_ = titles.columns_of(rows[*header]);
        say_titles(rows[*header]);
        for (std::size_t i = *header + 1; i < rows.size(); ++i) read_row(rows[i]);
        faults_.raise_if_any(text_);
        if (input_.data.units.size() == 0) refuse(text_.file(), said("no row below the titles is a unit's"));
        if (digits_alike()) input_.published.digits = decimals_.begin()->second;
        input_.index = index_;
        input_.data.file = text_.file();
        input_.data.values = Columns(input_.data.units.size(), index_.indicators.size());
        input_.data.inputs = Columns(input_.data.units.size(), index_.inputs.size());
        const bool has_periods = has(Kind::period);
        lay_out_periods(input_.data, has_periods ? periods_.texts() : std::vector<std::string>(), period_of_, {},
                        input_.published);
        return std::move(input_);
    }

private:
    bool has(Kind kind) const {
        return std::any_of(columns_.begin(), columns_.end(), [&](const auto& column) { return column.kind == kind; });
    }
    void fault(const GridCell& cell, std::string what, std::string remedy = {}) {
        faults_.add({cell.begin, std::max<std::size_t>(cell.length, 1), std::move(what), std::move(remedy)});
    }
    void say(const GridCell& cell, std::string what, std::string remedy = {}) {
        warnings_.push_back(text_.problem({cell.begin, cell.length, std::move(what), std::move(remedy)}));
    }

    void say_titles(const CellRow& header) {
        std::map<std::pair<Kind, std::size_t>, std::size_t> first;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const GridCell& cell = header.cells[i];
            if (columns_[i].kind == Kind::indicator) {
                say(cell, said("column '{}' is an indicator's, and not compared", cell.text),
                    said("what is printed for indicators may be values, not scores; a dataset in JSON can say which"));
            } else if (columns_[i].kind == Kind::none) {
                if (!cell.text.empty()) say(cell, said("unknown column '{}' is ignored", cell.text));
            } else if (!first.emplace(std::pair(columns_[i].kind, columns_[i].node), i).second) {
                fault(cell, said("column '{}' says what another one says", cell.text));
            }
        }
    }

    std::string_view text_in(const CellRow& row, Kind kind) const {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (columns_[i].kind == kind && !row.text(i).empty()) return row.text(i);
        }
        return {};
    }

    void read_row(const CellRow& row) {
        const std::string_view name = text_in(row, Kind::name), code = text_in(row, Kind::code);
        const std::string_view unit = code.empty() ? name : code;
        const bool is_units = !unit.empty() && row.filled() > 1;
        if (!is_units) return say(row.cells.front(), said("row {} is no unit's, and left out", row.number));
        if (const std::string why = why_no_unit(kind_of_row(unit), unit); !why.empty())
            return say(row.cells.front(), why);
        const std::string_view period = text_in(row, Kind::period);
        const std::uint32_t number = periods_.number_of(period);
        if (!seen_.emplace(normal_form(unit), number).second)
            fault(row.cells.front(), said("unit '{}' stands here again", unit));
        Units& units = input_.data.units;
        const std::size_t place = units.codes.size();
        units.codes.push_back(unit);
        units.names.push_back(name.empty() ? unit : name);
        if (has(Kind::name_english)) units.names_english.push_back(text_in(row, Kind::name_english));
        if (has(Kind::period)) period_of_.push_back(number);
        std::map<std::size_t, Published> figures;
        for (std::size_t i = 0; i < std::min(columns_.size(), row.cells.size()); ++i) {
            read_figure(row.cells[i], columns_[i], place, figures);
        }
        for (auto& [node, figure] : figures) input_.published.figures.push_back(std::move(figure));
    }

    void read_figure(const GridCell& cell, PrintedColumn column, std::size_t row,
                     std::map<std::size_t, Published>& figures) {
        const bool is_figure = column.kind == Kind::score || column.kind == Kind::rank || column.kind == Kind::tier;
        if (!is_figure) return;
        const std::string& code = index_.nodes[column.node].code;
        const auto tier = column.kind == Kind::tier ? tier_named(column.node, cell.text) : std::nullopt;
        const std::string_view text = column.kind == Kind::rank ? place_in(cell.text) : cell.text;
        const std::string subject = column.kind == Kind::rank ? said("the rank of '{}'", code) : in_quotes(code);
        const NumberCell number = read_number(text, {.decimal = table_.dialect().decimal}, subject);
        if (!tier && number.kind == NumberCell::Kind::nothing) return;
        if (!tier && number.kind == NumberCell::Kind::fault) return fault(cell, number.what, number.remedy);
        Published& figure = figures[column.node];
        figure.row = row;
        figure.node = column.node;
        if (column.kind == Kind::score) {
            figure.score = number.number;
            count_decimals(column.node, cell.text);
            return;
        }
        const double place = tier ? static_cast<double>(*tier) : number.number;
        const bool is_place = place >= 1 && place <= std::numeric_limits<int>::max() && place == std::floor(place);
        if (!is_place)
            return fault(cell, column.kind == Kind::rank
                                   ? said("rank of '{}' is '{}', expected a whole number from 1 on", code, cell.text)
                                   : said("tier of '{}' is '{}', expected a whole number from 1 on", code, cell.text));
        (column.kind == Kind::rank ? figure.rank : figure.tier) = static_cast<std::size_t>(place);
    }

    /// A tier by its name, from 1.
    std::optional<std::size_t> tier_named(std::size_t node, std::string_view name) const {
        const auto& tiers = index_.nodes[node].tiers;
        if (!tiers) return std::nullopt;
        const std::string form = title_form(name);
        for (std::size_t i = 0; i < tiers->names.size(); ++i) {
            if (title_form(tiers->names[i].own) == form || title_form(tiers->names[i].english) == form) return i + 1;
        }
        return std::nullopt;
    }

    void count_decimals(std::size_t node, const std::string& text) {
        const std::size_t mark = text.rfind(table_.dialect().decimal);
        int count = 0;
        if (mark != text.npos) {
            const std::size_t end = std::min(text.find_first_not_of("0123456789", mark + 1), text.size());
            count = static_cast<int>(std::min<std::size_t>(end - mark - 1, 15));
        }
        int& most = decimals_.emplace(node, 0).first->second;
        most = std::max(most, count);
    }
    /// Whether all nodes' scores are printed with as many decimals: a 99 then stands for 99.0 where the others have
    /// one.
    bool digits_alike() const {
        return !decimals_.empty() && std::all_of(decimals_.begin(), decimals_.end(), [&](const auto& one) {
            return one.second == decimals_.begin()->second;
        });
    }

    const TableText& table_;
    const Text& text_;
    const Index& index_;
    std::vector<Problem>& warnings_;
    Faults faults_;
    std::vector<PrintedColumn> columns_;
    Input input_;
    AlikeLabels periods_{period_label, period_label};
    std::vector<std::uint32_t> period_of_;
    std::set<std::pair<std::string, std::uint32_t>> seen_;  ///< units and periods
    std::map<std::size_t, int> decimals_;                   ///< by node: the most that a score has
};

SheetText printed_sheet(const Source& source, const Index& index, std::vector<Problem>& warnings) {
    const Workbook workbook(source);
    const PrintedTitles titles(index);
    const auto is_meant = [&](const SheetText& start) {
        Faults faults;
        const auto rows = TableText(source.name, start).rows(cleaned, faults, most_rows_above_figures + 1);
        const auto header = find_titles(rows, titles);
        if (!header) return false;
        const auto columns = titles.columns_of(rows[*header]);
        return std::any_of(columns.begin(), columns.end(), [](const PrintedColumn& column) {
            return column.node == 0 && (column.kind == Kind::score || column.kind == Kind::rank);
        });
    };
    const SheetQuestion question{.can_be_said = false,
                                 .usual = {"published", "公布值", "公布"},
                                 .what = said("a table of what was printed"),
                                 .is_meant = is_meant};
    const auto sheets = find_sheets(workbook, question, warnings);
    if (sheets.size() > 1) {
        warnings.push_back(
            {{source.name},
             said("what was printed is read from sheet '{}', the first that has the total", sheets.front().name),
             said("call another one '{}' if that is meant", question.usual.front())});
    }
    return workbook.read(sheets.front(), warnings);
}

}  // namespace

Loaded<Input> load_published(const Source& source, const Index& index, const LoadOptions& options) {
    const InputFormat format = format_of(source, options);
    if (format == InputFormat::json) return load_dataset(source, index, options);
    Loaded<Input> loaded;
    if (format == InputFormat::xlsx) {
        const TableText table(source.name, printed_sheet(source, index, loaded.warnings));
        loaded.value = PrintedTable(table, index, loaded.warnings).read();
    } else {
        TableText table(source, options, separator_of(format), loaded.warnings);
        table.find_decimal(loaded.warnings);
        loaded.value = PrintedTable(table, index, loaded.warnings).read();
    }
    return loaded;
}

}  // namespace iiindex
