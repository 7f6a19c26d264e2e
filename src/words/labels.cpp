#include "words/labels.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace iiindex::detail {
namespace {

Words words(Label label) {
    switch (label) {
        case Label::rank: return {"排名", "Rank"};
        case Label::tier: return {"梯队", "Tier"};
        case Label::code: return {"代码", "Code"};
        case Label::name: return {"名称", "Name"};
        case Label::english_name: return {"英文名", "English name"};
        case Label::period: return {"年份", "Period"};
        case Label::origin: return {"来源", "Origin"};
        case Label::scores: return {"得分", "Scores"};
        case Label::unit_count: return {"个数", "Units"};
        case Label::units: return {"名单", "In order of rank"};
        case Label::tier_ranking: return {"梯队排名", "Tiers"};
        case Label::ranking: return {"排名表", "Ranking"};
        case Label::node: return {"指数", "Node"};
        case Label::what: return {"项目", "Figure"};
        case Label::printed: return {"公布值", "Printed"};
        case Label::computed: return {"计算值", "Computed"};
        case Label::source: return {"出处", "Source"};
        case Label::finding: return {"实际情况", "Found instead"};
        case Label::agree: return {"一致", "Agree"};
        case Label::compared: return {"核对", "Compared"};
        case Label::score_word: return {"得分", "score"};
        case Label::rank_word: return {"排名", "rank"};
        case Label::tier_word: return {"梯队", "tier"};
        case Label::fact_word: return {"事实", "fact"};
        case Label::total_row: return {"合计", "All"};
        case Label::verification: return {"与公布结果核对", "Compared with print"};
        case Label::differences: return {"不一致之处", "Differences"};
        case Label::facts_not_held: return {"不成立的事实", "Facts that do not hold"};
        case Label::file: return {"文件", "File"};
        case Label::periods: return {"期数", "Periods"};
        case Label::indicators: return {"指标数", "Indicators"};
        case Label::values: return {"数值个数", "Values"};
        case Label::missing_values: return {"缺失", "Missing"};
        case Label::checked: return {"检查结果", "Checked"};
        case Label::setting: return {"设置项", "Setting"};
        case Label::method: return {"方法", "Method"};
        case Label::keys: return {"参数", "Keys"};
        case Label::summary: return {"说明", "Summary"};
        case Label::empty_table: return {"空表", "Empty table"};
    }
    return {};
}

Words words(Origin origin) {
    switch (origin) {
        case Origin::unstated: return {"未注明", "of unstated origin"};
        case Origin::published: return {"公布值", "published"};
        case Origin::derived: return {"推算值", "derived from what is published"};
        case Origin::recovered: return {"反推值", "recovered from published results"};
        case Origin::assumed: return {"假定值", "assumed"};
        case Origin::imputed: return {"插补值", "imputed"};
        case Origin::treated: return {"经处理的值", "treated"};
        case Origin::measured: return {"实测值", "measured"};
        case Origin::experts: return {"专家赋权", "set by experts"};
    }
    return {};
}

}  // namespace

Words direction_words(Direction direction) {
    return direction == Direction::negative ? Words{"逆向", "negative"} : Words{"正向", "positive"};
}

std::string_view label(Label which, Language language) { return words(which).in(language); }

std::string_view origin_words(Origin origin, Language language) { return words(origin).in(language); }

std::string_view reason_words(Reason reason, Language language) {
    if (language == Language::en) return to_string(reason);
    switch (reason) {
        case Reason::not_transformable: return "该值无法变换（如零或负值的对数）";
        case Reason::child_missing: return "有下级指标无得分";
        case Reason::below_coverage: return "测得的部分不足";
        case Reason::not_positive: return "该平均法要求得分大于零";
        case Reason::negative: return "该平均法要求得分不小于零";
        case Reason::no_denominator: return "分母缺失或为零";
        case Reason::too_few_units: return "可比较的单位太少";
        case Reason::no_factor: return "没有得分大于零的单位，无法按最优值换算";
        case Reason::screened_out: return "测得的指标太少，未参评";
        case Reason::out_of_range: return "结果超出数值范围";
        case Reason::no_input: return "公式所需的数值缺失";
        case Reason::no_period: return "没有公式所要回溯年份的数据";
        case Reason::divided_by_zero: return "公式中除数为零";
        case Reason::outside_domain: return "公式中的对数、开方或乘方无值";
    }
    return {};
}

std::string level_words(const Index& index, std::size_t node, Language language) {
    const Node& settings = index.nodes[node];
    return settings.is_indicator() ? std::string(indicator_word(language)) : level_words(settings.level, language);
}

std::string level_words(std::size_t level, Language language) {
    constexpr std::array<Words, 3> levels = {{{"总指数", "total"}, {"一级", "primary"}, {"二级", "secondary"}}};
    if (level < levels.size()) return std::string(levels[level].in(language));
    return phrase(language, "第 {} 级", "level {}", level);
}

std::string_view indicator_word(Language language) { return language == Language::zh ? "指标" : "indicator"; }

std::string versus(const std::vector<std::string_view>& units, Language language) {
    return fmt::format("{}", fmt::join(units, language == Language::zh ? " VS " : " vs "));
}

std::string with_period(std::string_view name, std::string_view period, Language language) {
    return period.empty() ? std::string(name) : phrase(language, "{}（{}）", "{} ({})", name, period);
}

std::string period_words(const Dataset& data) {
    const std::string &first = data.periods.front().label, &last = data.periods.back().label;
    return data.periods.size() > 1 ? fmt::format("{}–{}", first, last) : first;
}

std::string first_few(const std::vector<std::string>& names, std::size_t few, std::size_t all, Language language) {
    const std::size_t named = std::min(few, names.size());
    std::string text = fmt::format("{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(named),
                                                   language == Language::zh ? "、" : ", "));
    if (all > named) text += phrase(language, "，另有 {} 个", " and {} more", all - named);
    return text;
}

}  // namespace iiindex::detail
