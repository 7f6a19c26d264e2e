#include "load/codes.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "text/ascii.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

/// The titles of a column. Where a table has several of its kind, the one with the least rank is it.
struct Titles {
    FixedColumn column;
    std::size_t rank;
    std::vector<std::string_view> titles;
};

const std::vector<Titles>& all_titles() {
    using enum FixedColumn;
    static const std::vector<Titles> all = {
        {code, 0, {"code", "代码", "编码"}},
        {code, 1, {"uCode", "城市代码", "地区代码", "行政区划代码", "区划代码", "国家代码"}},
        {code,
         2,
         {"iso", "iso3", "iso3c", "iso_a3", "iso alpha-3", "country code", "country_code", "iso code", "geo",
          "ref_area", "geo\\time_period", "geo\\time", "area code", "location code", "SpatialDimValueCode",
          "SpatialDim", "countryiso3code"}},
        {code, rank_of_unit, {"unit"}},
        {name, 0, {"name", "名称", "名稱"}},
        {name, 1, {"uName"}},
        {name, 2, {"城市", "城市名称", "城市名", "城市名稱", "都市", "city", "city name", "Stadt", "ville", "ciudad"}},
        {name, 3, {"区县", "县区", "縣市", "市区町村", "county", "municipality", "district", "Gemeinde", "commune"}},
        {name,
         4,
         {"省份", "省", "省市", "省（市、区）", "省（自治区、直辖市）", "都道府県", "province", "state", "Bundesland"}},
        {name,
         5,
         {"国家", "国家名称", "国家和地区", "国家/地区", "國家", "国名", "country", "country name", "pays", "país"}},
        {name, 6, {"地区", "地区名称", "地區", "region", "region name", "région", "región"}},
        {name, rank_of_area, {"entity", "area", "reference area", "geo name", "geo (labels)", "geo(label)"}},
        {name, rank_of_area + 1, {"location"}},
        {name_english, 0, {"name_en", "英文名", "English name", "英文名称"}},
        {period, 0, {"period", "年份", "year"}},
        {period,
         1,
         {"年度", "年", "时间", "时期", "期间", "年次", "time", "time period", "time_period", "TimeDim", "ref_date",
          "Jahr", "Zeit", "année", "año"}},
        {period, rank_of_quarter, {"季度", "季", "四半期", "quarter", "Quartal", "trimestre"}},
        {period, rank_of_half, {"半年", "半期", "half", "half-year", "Halbjahr", "semestre"}},
        {period,
         rank_of_half + 1,
         {"月份", "月", "学年", "财年", "month", "season", "fiscal year", "school year", "Monat", "mois", "mes"}},
        {origin, 0, {"origin", "来源"}},
        {rank, 0, {"rank", "排名"}},
        {tier, 0, {"tier", "梯队"}},
    };
    return all;
}

struct LongTitles {
    LongColumn column;
    std::vector<std::string_view> titles;
};

const std::vector<LongTitles>& all_long_titles() {
    static const std::vector<LongTitles> all = {
        {LongColumn::indicator_code,
         {"indicator code", "indicator_code", "series code", "series_code", "IndicatorCode", "iCode", "指标代码",
          "指标编码"}},
        {LongColumn::indicator_name,
         {"indicator", "indicator name", "indicator_name", "series", "series name", "variable", "item", "iName", "指标",
          "指标名称", "变量", "指標", "指標名稱", "指標名", "Indikator", "indicateur", "indicador", "indicatore"}},
        {LongColumn::value,
         {"value", "values", "obs_value", "obs value", "data_value", "FactValueNumeric", "数值", "值", "指标值", "數值",
          "値", "Wert", "valeur", "valor"}},
    };
    return all;
}

}  // namespace

std::optional<FixedColumn> fixed_column_by_code(std::string_view code) {
    for (const auto& [column, rank, titles] : all_titles()) {
        if (rank == 0 && titles.front() == code) return column;
    }
    return std::nullopt;
}

std::optional<FixedTitle> fixed_title(std::string_view form) {
    static const auto known = [] {
        std::map<std::string, FixedTitle, std::less<>> by_form;
        for (const auto& [column, rank, titles] : all_titles()) {
            for (const auto title : titles) by_form.emplace(title_form(title), FixedTitle{column, rank});
        }
        return by_form;
    }();
    const auto found = known.find(form);
    return found == known.end() ? std::nullopt : std::optional(found->second);
}

std::optional<LongColumn> long_column(std::string_view form) {
    static const auto known = [] {
        std::map<std::string, LongColumn, std::less<>> by_form;
        for (const auto& [column, titles] : all_long_titles()) {
            for (const auto title : titles) by_form.emplace(title_form(title), column);
        }
        return by_form;
    }();
    const auto found = known.find(form);
    return found == known.end() ? std::nullopt : std::optional(found->second);
}

bool counts_rows(std::string_view form) {
    static constexpr std::array<std::string_view, 8> words = {"序号", "编号", "no.", "no", "nr.", "#", "id", "serial"};
    return std::find(words.begin(), words.end(), form) != words.end();
}

std::optional<FixedColumn> fixed_column_by_title(std::string_view title) {
    const auto found = fixed_title(title_form(title));
    return found && found->rank == 0 ? std::optional(found->column) : std::nullopt;
}

bool is_code(std::string_view text, FirstCharacter first) {
    if (text.empty()) return false;
    if (!is_letter(text[0]) && (first == FirstCharacter::letter || !is_digit(text[0]))) return false;
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-'; });
}

}  // namespace iiindex::detail
