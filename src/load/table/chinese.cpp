#include "load/table/chinese.hpp"

#include <bitset>
#include <cstddef>

#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t enough_characters = 100'000;  // characters that are looked at
constexpr std::size_t first_han = 0x4E00, last_han = 0x9FFF;

// The most frequent characters of texts, then those of statistics, of the names of provinces and cities, of indicators
// and of persons.
constexpr std::string_view common =
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方"
    "后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开"
    "它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此"
    "变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老"
    "头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门"
    "即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花"
    "带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段"
    "研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳"
    "便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京"
    "识适属圆包火住满县局照参红细引听该铁价严首底液官德随病苏失尔死讲配女黄推显谈罪神艺呢席含企望密批营项防举球"
    "英氧势告李台落木帮轮破亚师围注远字材排供河态封另施减树溶怎止案言士均武固叶鱼波视仅费紧爱左章早朝害续轻服试"
    "食充兵源判护司足某练差致板田降黑犯负击范继兴似余坚曲输修故城夫够送笔船占右财吃富春职觉汉画功巴跟虽杂飞检吸"
    "助升阳互初创抗考投坏策古径换未跑留钢曾端责站简述钱副尽帝射草冲承独令限阿宣环双请超微让控州良轴找否纪益依优"
    "顶础载倒房突坐粉敌略客袁冷胜绝析块剂测丝协诉念陈仍罗盐友洋错苦夜刑移频逐靠混母短皮终聚汽村云哪既距卫停烈央"
    "察烧迅境若印洲刻括激孔搞甚室待核校散侵吧甲游久菜味旧模湖货损预阻毫普稳乙妈植息扩银语挥酒守拿序纸医缺雨吗针"
    "码键编亿额贷税贸融债股券购售销库仓储耗碳污染废排居户籍险障贫岁龄婴孕疗床药诊吨顿瓦兆赫网络智慧软硬件算力云端"
    "基桩园区孵池链群峰赛届奖排榜梯指均幅涨跌净毛余缺缴纳筹募募顷亩升克暂缺失旬季附注释栏页"
    "沪津渝冀晋蒙辽吉黑浙皖闽赣鲁豫鄂湘粤桂琼川黔滇藏陕甘宁疆港澳沈哈滨杭肥福厦昌郑汉沙圳都贵昆兰鲁齐呼浩锡泉烟"
    "唐秦皇岛邯郸邢保承沧廊衡阳朔忻临汾吕赤峰鄂锦营盘铁岭葫芦松辽原佳牡丹绥徐淮扬镇泰宿温嘉绍舟丽衢蚌芜鞍阜亳六滁"
    "莆漳龙岩景萍鹰潭赣宜抚饶淄枣潍坊威莱芜聊菏洛焦濮漯商信驻周黄襄荆荆门孝感咸恩株湘邵岳常益郴永怀娄韶珠汕佛江湛"
    "茂惠梅尾阳清莞揭柳梧钦玉百贺池崇儋攀枝泸绵遂内乐眉雅资巴遵铜毕节凉曲靖玉昭普洱拉萨榆延渭咸铜嘉峪关武酒庆陇"
    "固卫吐鲁番伊犁喀什库勒"
    "绿调享评馆航租博宽款灾媒幸谐竞韧托零餐饮旅店吞轨覆盖森湿垃圾硫臭颗粒噪授硕幼疫苗寿亡迁粮蔬肉奶渔畜牧灌溉耕"
    "泥票巨逆顺岸跨递廉洁腐败震洪涝急愿慈善捐赠困脱尼燃灯桥梁拥堵勤煤炭伏牌遗演版漫戏坛曝誉签域乡街庄征归录份补"
    "误假读询乘倍赋填择弱退异担偏删缩遍座末替劣套拟贡献剩允赵孙吴冯蒋韩杨朱曹魏谢邹潘郭薛雷汤顾孟姚汪戴宋熊杜童"
    "颜夏蔡胡贾丁邓崔侯芳娜敏静磊勇艳杰娟涛秀霞刚玲芬燕雪荣莉婷颖瑶怡梦欣晓伟鹏宇轩俊辉斌凯健翔";

class CommonHan {
public:
    CommonHan() {
        for (std::size_t at = 0; at < common.size(); at += 3) common_.set(code_point(common, at) - first_han);
    }

    bool has(std::size_t character) const { return common_[character - first_han]; }

    static std::size_t code_point(std::string_view text, std::size_t at) {
        const auto bits = [&](std::size_t ahead) { return static_cast<unsigned char>(text[at + ahead]) & 0x3FU; };
        return std::size_t{static_cast<unsigned char>(text[at]) & 0x0FU} << 12 | bits(1) << 6 | bits(2);
    }

private:
    std::bitset<last_han - first_han + 1> common_;
};

/// Blanks, punctuation, full-width forms and the signs of measures, which say nothing for or against.
bool is_neutral(std::string_view character) {
    if (character.size() == 2) return character == "·" || character == "×" || character == "°" || character == "±";
    if (character.size() != 3) return false;
    const std::size_t code = CommonHan::code_point(character, 0);
    return (code >= 0x2010 && code <= 0x2033) || (code >= 0x2100 && code <= 0x2193) ||
           (code >= 0x2460 && code <= 0x24FF) || (code >= 0x3000 && code <= 0x303F) ||
           (code >= 0x3380 && code <= 0x33DF) || (code >= 0xFF01 && code <= 0xFF5E) || code == 0xFFE5;
}

}  // namespace

bool is_plausible_chinese(std::string_view utf8) {
    static const CommonHan common_han;
    std::size_t likely = 0, others = 0;
    for (std::size_t at = 0; at < utf8.size() && likely + others < enough_characters;) {
        const std::size_t bytes = utf8_length(utf8, at);
        const std::string_view character = utf8.substr(at, bytes);
        const std::size_t code = bytes == 3 ? CommonHan::code_point(utf8, at) : 0;
        const bool is_common = code >= first_han && code <= last_han && common_han.has(code);
        if (is_common) ++likely;
        if (bytes > 1 && !is_common && !is_neutral(character)) ++others;
        at += bytes;
    }
    return likely >= 2 * others;
}

}  // namespace iiindex::detail
