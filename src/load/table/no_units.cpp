#include "load/table/no_units.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <iterator>
#include <span>
#include <string>
#include <unordered_map>

#include "ground/catalogue.hpp"
#include "text/ascii.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

using Words = std::span<const std::string_view>;

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// By byte; asked of both ends of every row's name.
constexpr auto marks_of_names = [] {
    std::array<bool, 256> found{};
    for (const char c : std::string_view(" -_&.,:;/*#'\"()")) found[static_cast<unsigned char>(c)] = true;
    return found;
}();

bool is_mark(char c) { return marks_of_names[static_cast<unsigned char>(c)]; }

/// A name in lower case, without blanks and ASCII marks.
std::string bare_name(std::string_view name) {
    std::string form = is_plain(name) ? std::string(name) : title_form(name);
    std::string letters;
    for (const char c : form) {
        if (!is_mark(c)) letters += ascii_lower(c);
    }
    return letters;
}

// Names without blanks and marks, in lower case.
constexpr std::string_view totals =
    "合计 总计 小计 共计 总和 总数 累计 平均 平均值 平均数 均值 全国平均 全国合计 加权平均 中位数 标准差 方差 "
    "最大值 最小值 极差 变异系数 total totals grandtotal subtotal sum average averages avg mean median overall "
    "allunits allcountries allcities totalnacional totale totalgénéral totalgeneral ensemble media count 25% 50% 75% "
    "計 全国計 maximum minimum max min std stdev stddev standarddeviation variance gesamt "
    "insgesamt summe mittelwert durchschnitt moyenne 总平均 合計 総計 小計 平均値 promedio итого всего среднее "
    "합계 소계 총계 계 평균 Σ σ 総数 県計 市計 郡計 町村計 都道府県計 市町村計 区計 中央値 最大値 最小値 標準偏差 "
    "変動係数 "
    "偏度 峰度 zusammen bundesdurchschnitt moyennenationale médiane écarttype totalgeral média mediana desviopadrão "
    "desviaciónestándar сумма итог ogółem razem toplam totaal celkem összesen jumlah tổngsố σύνολο المجموع riket ialt "
    "ukupno yhteensä totalfrance coefficientofvariation percentile10 percentile25 percentile50 percentile75 "
    "percentile90 ";
constexpr std::string_view wholes =
    "world theworld worldtotal global wld owidwrl 世界 全世界 全球 全国 全省 全市 全区 全县 全国总计 "
    "wholecountry nationwide 全县合计 全市合计 国 全国平均水平 전국 alleländer bundesgebiet franceentière allindia "
    "allstates "
    "statewide всегопорф ";
// What stands in a row beside units and is a figure of theirs or about them.
constexpr std::string_view figures =
    "同比增长 同比增速 同比 环比 环比增长 增长率 增长速度 增速 增幅 年均增长率 占比 比重 占全国比重 占全省比重 排名 "
    "位次 名次 "
    "目标值 最优值 最差值 参考值 基准值 标准值 有效个案数 信息熵 熵值 差异系数 冗余度 满分 benchmark ";
// What may be a title, or number the columns; a unit's name unless its values are years or count up.
constexpr std::string_view headings =
    "甲 栏次 列次 行次 序号 编号 年份 年度 时间 year years jahr année año ano год name names region province city "
    "country "
    "state county area 地区 城市 省份 省市 国家 名称 column columns ";
constexpr std::string_view regions =
    "africa asia europe northamerica southamerica oceania latinamerica middleeast europeanunion eu euroarea "
    "eurozone oecd oecdmembers oecdcountries g7 g20 asean brics arabworld subsaharanafrica southasia "
    "eastasiapacific centralasia europecentralasia latinamericacaribbean middleeastnorthafrica lowincome "
    "middleincome highincome uppermiddleincome lowermiddleincome lowmiddleincome lowincomecountries "
    "highincomecountries uppermiddleincomecountries lowermiddleincomecountries middleincomecountries "
    "developingcountries americas northernamerica latinamericaandthecaribbean africaun asiaun europeun oceaniaun "
    "northernamericaun latinamericaandthecaribbeanun 亚洲 欧洲 非洲 北美洲 南美洲 大洋洲 欧盟 东部地区 中部地区 "
    "西部地区 东北地区 东部 中部 西部 ";
constexpr std::string_view provinces =
    "河北省 山西省 辽宁省 吉林省 黑龙江省 江苏省 浙江省 安徽省 福建省 江西省 山东省 河南省 湖北省 湖南省 广东省 海南省 "
    "四川省 贵州省 云南省 陕西省 甘肃省 青海省 台湾省 内蒙古自治区 广西壮族自治区 西藏自治区 宁夏回族自治区 "
    "新疆维吾尔自治区 ";

constexpr std::string_view weights =
    "权重 指标权重 权数 权值 權重 重み 가중치 weight weights weighting weightings gewicht gewichte gewichtung poids "
    "pondération ponderación вес веса ";
constexpr std::string_view directions =
    "方向 指标方向 正负向 正负 极性 属性 指标属性 指标类型 指标性质 正逆向 sign direction directions polarity "
    "orientation richtung ";

// What names begin and end with that only a total, a note or a count of members has.
constexpr std::string_view total_beginnings[] = {"total of ",  "total for ", "total (",     "total, ",   "total - ",
                                                 "total:",     "sum of ",    "average of ", "average (", "average, ",
                                                 "average - ", "average:",   "mean of ",    "mean (",    "grand total",
                                                 "sub-total",  "subtotal "};
constexpr std::string_view total_endings[] = {" total",  " totals",   " average",  " mean",
                                              " median", " subtotal", " insgesamt"};
constexpr std::string_view chinese_total_endings[] = {"合计", "总计", "小计", "平均", "平均值", "均值", "合計", "小計"};
constexpr std::string_view part_beginnings[] = {
    "其中:",    "其中",     "of which:",   "of which ", "davon:", "davon ", "darunter:", "darunter ",
    "thereof:", "thereof ", "в том числе", "из них",    "うち",   "内:",    "memo item", "nachrichtlich"};
constexpr std::string_view note_beginnings[] = {"资料来源",     "数据来源",   "来源:",  "来源：", "data from database",
                                                "last updated", "【注",       "（注",   "(注",    "[注",
                                                "источник",     "примечание", "fonte:", "fonte "};
constexpr std::string_view note_words[] = {
    "注释",    "附注",      "备注",      "说明",   "数据说明", "注",      "data sources", "data source", "sources",
    "source",  "footnotes", "footnote",  "notes",  "note",     "remarks", "remark",       "nb",          "n.b.",
    "quellen", "quelle",    "anmerkung", "fuente", "nota",     "出典",    "備考",         "注記",        "資料"};
constexpr std::string_view note_separators[] = {":", "：", "、", "．"};
constexpr std::string_view unions[] = {"europeanunion", "euroarea", "eurozone", "eea", "efta", "eu", "ea", "oecd"};

const std::unordered_map<std::string_view, RowKind>& known_names() {
    static const auto known = [] {
        std::unordered_map<std::string_view, RowKind> kinds;
        const auto add = [&](RowKind kind, std::string_view words) {
            for (std::size_t end; (end = words.find(' ')) != words.npos; words.remove_prefix(end + 1)) {
                kinds.emplace(words.substr(0, end), kind);
            }
        };
        add(RowKind::total, totals);
        add(RowKind::whole, wholes);
        add(RowKind::region, regions);
        add(RowKind::province, provinces);
        add(RowKind::figure, figures);
        add(RowKind::heading, headings);
        add(RowKind::weights, weights);
        add(RowKind::directions, directions);
        return kinds;
    }();
    return known;
}

/// Two letters, for a look at how a name begins or ends.
class Pairs {
public:
    static std::size_t of(char first, char second) {
        const auto byte = [](char c) { return static_cast<unsigned char>(ascii_lower(c)); };
        return std::size_t{byte(first)} << 8 | byte(second);
    }
    static std::size_t first_of(std::string_view text) { return of(text[0], text[1]); }
    static std::size_t last_of(std::string_view text) { return of(text[text.size() - 2], text[text.size() - 1]); }

    void add(std::size_t pair) { has_[pair] = true; }
    bool has(std::size_t pair) const { return has_[pair]; }

private:
    std::bitset<65536> has_;
};

/// Tells at a glance of nearly every name that it is a unit's.
class Glance {
public:
    Glance() {
        for (const Words words : {Words(total_beginnings), Words(part_beginnings), Words(note_beginnings),
                                  Words(note_words), Words(unions)}) {
            for (const auto word : words) begins_.add(Pairs::first_of(word));
        }
        for (const Words words : {Words(total_endings), Words(chinese_total_endings)}) {
            for (const auto word : words) ends_.add(Pairs::last_of(word));
        }
        for (const auto& [name, kind] : known_names()) {
            known_begins_.add(Pairs::first_of(name));
            known_ends_.add(Pairs::last_of(name));
        }
    }

    bool may_be_more(std::string_view name) const {
        if (name.size() < 2 || is_mark(name.front()) || is_mark(name.back()) || !is_plain(name)) return true;
        const std::size_t first = Pairs::first_of(name), last = Pairs::last_of(name);
        return begins_.has(first) || ends_.has(last) || (known_begins_.has(first) && known_ends_.has(last));
    }

private:
    Pairs begins_, ends_;              ///< of words that stand before or behind others
    Pairs known_begins_, known_ends_;  ///< of whole names
};

bool ends_with_any(std::string_view text, Words endings) {
    return std::any_of(endings.begin(), endings.end(), [&](auto ending) { return text.ends_with(ending); });
}

bool begins_with_any(std::string_view text, Words beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](auto begin) { return text.starts_with(begin); });
}

/// "eu27", "eu272020", "ea19", "europeanunion27countriesfrom2020": how many it has in it.
bool counts_members(std::string_view letters) {
    for (const auto word : unions) {
        if (!letters.starts_with(word)) continue;
        const std::string_view rest = letters.substr(word.size());
        if (rest.size() < 2 || !is_digit(rest[0]) || !is_digit(rest[1])) continue;
        const bool has_word = rest.find("countr") != rest.npos || rest.find("members") != rest.npos;
        return has_word || std::all_of(rest.begin(), rest.end(), is_digit);
    }
    return false;
}

/// Whether a text begins with a word for a source or a note, and a colon, a number or nothing behind it.
bool heads_a_note(std::string_view text) {
    if (begins_with_any(text, note_beginnings)) return true;
    for (const auto word : note_words) {
        if (!text.starts_with(word)) continue;
        std::string_view rest = text.substr(word.size());
        while (!rest.empty() && (is_digit(rest.front()) || rest.front() == ' ' || rest.front() == '.')) {
            rest.remove_prefix(1);
        }
        if (rest.empty() || begins_with_any(rest, note_separators)) return true;
    }
    return false;
}

}  // namespace

RowKind kind_of_row(std::string_view name) {
    static const Glance glance;
    if (name.empty() || !glance.may_be_more(name)) return RowKind::unit;
    const std::string letters = bare_name(name);
    if (const auto found = known_names().find(letters); found != known_names().end()) return found->second;
    if (!is_ascii(name)) {
        const std::string form = is_plain(name) ? std::string(name) : title_form(name);
        if (ends_with_any(form, chinese_total_endings)) return RowKind::total;
        if (form.front() == '#' || begins_with_any(form, part_beginnings)) return RowKind::part;
        return heads_a_note(ascii_lower(form)) ? RowKind::note : RowKind::unit;
    }
    if (name.front() == '#') return RowKind::note;
    const std::string folded = ascii_lower(cleaned(name));
    if (counts_members(letters)) return RowKind::whole;
    if (begins_with_any(folded, part_beginnings)) return RowKind::part;
    if (ends_with_any(folded, total_endings) || begins_with_any(folded, total_beginnings)) return RowKind::total;
    return heads_a_note(folded) ? RowKind::note : RowKind::unit;
}

std::string why_no_unit(RowKind kind, std::string_view label) {
    switch (kind) {
        case RowKind::total: return said("'{}' is left out: it is no unit but a total or an average of others", label);
        case RowKind::whole: return said("'{}' is left out: it is no unit but has the others in it", label);
        case RowKind::part: return said("'{}' is left out: it is no unit but a part of one", label);
        case RowKind::figure: return said("'{}' is left out: it is no unit but a figure about others", label);
        case RowKind::note: return said("'{}' is left out: it is a note, no unit", label);
        case RowKind::weights:
        case RowKind::directions: return said("'{}' is left out: it is no unit but says how the columns count", label);
        default: return {};
    }
}

bool heads_measures(std::string_view name) {
    const std::string letters = bare_name(name);
    constexpr std::string_view words[] = {"单位",    "计量单位", "指标单位", "単位",          "unit",
                                          "units",   "measure",  "measures", "unitofmeasure", "uom",
                                          "einheit", "unité",    "unidad"};
    return std::find(std::begin(words), std::end(words), letters) != std::end(words);
}

bool heads_measures_of_others(std::string_view name) {
    return heads_measures(name) && !bare_name(name).starts_with("measure");
}

bool may_be_statistic(std::string_view name) {
    constexpr std::string_view words[] = {"sd",     "se",           "sem",      "cv",       "n",     "count",
                                          "obs",    "observations", "skewness", "kurtosis", "range", "样本量",
                                          "标准误", "偏度",         "峰度",     "离散系数"};
    return std::find(std::begin(words), std::end(words), bare_name(name)) != std::end(words);
}

bool heads_weights(std::string_view name) { return kind_of_row(name) == RowKind::weights; }

bool heads_directions(std::string_view name) { return kind_of_row(name) == RowKind::directions; }

bool reads_as_remark(std::string_view text) {
    constexpr std::size_t long_for_a_name = 60;  // characters
    if (text.empty()) return false;
    constexpr std::string_view marks[] = {"*",  "#",  "†",   "‡", "※",  "①", "②",  "③",  "(1)", "（1）",
                                          "1)", "1.", "1、", "—", "//", "©", "__", "--", "=="};
    constexpr std::string_view ends[] = {"。", "；", "."};
    if (begins_with_any(text, marks)) return true;
    return ends_with_any(text, ends) || text.find("：") != text.npos || text.find("。") != text.npos ||
           text.find(": ") != text.npos || count_characters(text) > long_for_a_name;
}

}  // namespace iiindex::detail
