#include <algorithm>
#include <map>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include <iiindex/load.hpp>
#include <iiindex/problem.hpp>
#include <iiindex/rank_counts.hpp>

#include "ground/catalogue.hpp"

namespace iiindex {

using namespace detail;

namespace {

using Json = nlohmann::json;

[[noreturn]] void refuse_settings(const Source& source, std::string what) {
    throw InputError(Problem{.where = {source.name},
                             .what = std::move(what),
                             .remedy = said("give what 'iiindex robustness FILE --shard K/N -f json' wrote")});
}

std::string text(const Json& json, const char* key) {
    const Json& value = json.at(key);
    return value.is_null() ? std::string() : value.get<std::string>();
}

std::uint64_t whole(const Json& json, const char* key) {
    const auto number = json.at(key).get<std::int64_t>();
    if (number < 0) throw Json::other_error::create(501, "a count below zero", &json);
    return static_cast<std::uint64_t>(number);
}

std::vector<std::string> split(const std::string& list) {
    std::vector<std::string> parts(1);
    for (const char c : list) {
        if (c == ',')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

void read_units(const Json& json, Robustness& found) {
    const Json& units = json.at("units");
    const Json& exact = json.at("exact_units");
    for (const Json& band : json.at("exact_tiers")) found.tiers.push_back({text(band, "name"), text(band, "name_en")});
    for (std::size_t i = 0; i < units.size(); ++i) {
        found.units.push_back({.code = text(exact.at(i), "unit"),
                               .name = {text(exact.at(i), "name"), text(exact.at(i), "name_en")},
                               .rank = static_cast<Rank>(whole(units[i], "rank")),
                               .tier = found.tiers.empty() ? 0 : whole(units[i], "tier"),
                               .score = units[i].at("score").get<double>(),
                               .count = std::vector<std::uint32_t>(units.size() + 1, 0),
                               .tiers = std::vector<std::uint32_t>(found.tiers.size(), 0),
                               .ahead = whole(exact[i], "twice_ahead")});
    }
}

void read_counts(const Json& json, Robustness& found) {
    std::map<std::string, UnitRanks*> by_code;
    for (UnitRanks& unit : found.units) by_code[unit.code] = &unit;
    for (const Json& line : json.at("rank_counts")) {
        by_code.at(text(line, "unit"))->count.at(whole(line, "rank")) =
            static_cast<std::uint32_t>(whole(line, "replicates"));
    }
    for (const Json& line : json.at("tier_counts")) {
        by_code.at(text(line, "unit"))->tiers.at(whole(line, "tier") - 1) =
            static_cast<std::uint32_t>(whole(line, "replicates"));
    }
}

void check_tiers(const Robustness& found) {
    for (const UnitRanks& unit : found.units) {
        if (unit.tier == 0 ? !found.tiers.empty() : unit.tier > found.tiers.size()) throw std::out_of_range("tier");
    }
}

Origins read_origins(const Json& json) {
    const auto origin_of = [](const Json& some) {
        return parse_origin(text(some, "origin")).value_or(Origin::unstated);
    };
    Origins origins;
    if (!json.contains("value_origins")) {  // an output of the versions that knew one origin
        if (const Origin origin = origin_of(json); origin != Origin::unstated) origins.values.push_back({origin});
        return origins;
    }
    for (const Json& some : json.at("value_origins")) {
        Origins::OfValues values{.origin = origin_of(some)};
        if (some.contains("count") && !some.at("count").is_null()) values.count = whole(some, "count");
        if (some.contains("periods"))
            values.periods = split_names(text(some, "periods"), [](std::string_view) { return false; });
        origins.values.push_back(std::move(values));
    }
    for (const Json& some : json.at("weight_origins")) {
        origins.weights.push_back({origin_of(some), some.at("level").is_null() ? 0 : whole(some, "level")});
    }
    return origins;
}

Robustness read(const Json& json) {
    Robustness found{.index_code = text(json, "index"),
                     .index_name = {text(json, "index_name"), text(json, "index_name_en")},
                     .by_code = text(json, "by"),
                     .by_name = {text(json, "by_name"), text(json, "by_name_en")},
                     .period = text(json, "period"),
                     .origins = read_origins(json),
                     .seed = whole(json, "seed"),
                     .replicates = whole(json, "replicates"),
                     .first = whole(json, "from"),
                     .last = whole(json, "to")};
    for (const Json& input : json.at("inputs")) {
        found.inputs.push_back({text(input, "input"), split(text(input, "choices"))});
    }
    found.nothing_missing = whole(json, "nothing_missing") != 0;
    read_units(json, found);
    check_tiers(found);
    read_counts(json, found);
    return found;
}

}  // namespace

Robustness load_robustness(const Source& source) {
    const Json json = Json::parse(source.bytes.view(), nullptr, false);
    if (json.is_discarded() || !json.is_object() || json.value("format", Json()) != "iiindex/robustness/1") {
        refuse_settings(source, said("this is no output of 'iiindex robustness' in JSON"));
    }
    try {
        return read(json);
    } catch (const Json::exception&) {
        refuse_settings(source, said("a number or name that belongs to this output is missing or of another kind"));
    } catch (const std::out_of_range&) {
        refuse_settings(source, said("a count is of a unit, rank or tier that this output does not have"));
    }
}

}  // namespace iiindex
