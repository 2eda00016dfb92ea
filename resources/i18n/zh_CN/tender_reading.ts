<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>TenderReading</name>
        <message>
            <source>, then </source>
            <translation>、</translation>
        </message>
        <message>
            <source>1. Method and law</source>
            <translation>一、评标办法与适用法律</translation>
        </message>
        <message>
            <source>1. Rules of this project</source>
            <translation>一、本项目规则</translation>
        </message>
        <message>
            <source>2. Preliminary review</source>
            <translation>二、初步评审</translation>
        </message>
        <message>
            <source>2. What they are known by</source>
            <translation>二、规则的核对</translation>
        </message>
        <message>
            <source>3. Scores</source>
            <translation>三、详细评审</translation>
        </message>
        <message>
            <source>4. Price, ties and checks</source>
            <translation>四、报价、排序与核验</translation>
        </message>
        <message>
            <source>A bid is rejected when more than half of all members fail it on one item. Every fail needs a reason.</source>
            <translation>任一项目经全体评委过半数认定不合格的，否决该投标；每次认定不合格均须写明理由。</translation>
        </message>
        <message>
            <source>A criterion that the tender does not name must not be used (regulations, 49).</source>
            <translation>招标文件没有规定的评标标准和方法不得作为评标的依据（实施条例第四十九条）。</translation>
        </message>
        <message>
            <source>A price below {share} % of the mean of the other valid prices is explained in writing by its bidder and ruled on by the committee.</source>
            <translation>投标报价低于其他有效报价平均值 {share}% 的，由投标人书面说明，评标委员会表决认定。</translation>
        </message>
        <message>
            <source>A subtotal that is more than {share} % from the mean of the other members is explained in writing and ruled on by the committee.</source>
            <translation>评委某部分主观分合计与其他评委平均值相差超过 {share}% 的，由该评委书面说明，评标委员会表决认定。</translation>
        </message>
        <message>
            <source>Comprehensive evaluation under the {law}. Control price {price} yuan. At most {count} candidates are named.</source>
            <translation>适用{law}，采用综合评估法。最高投标限价 {price} 元，推荐中标候选人不超过 {count} 名。</translation>
        </message>
        <message>
            <source>Confirmed {done} / {all}</source>
            <translation>已确认 {done} / {all}</translation>
        </message>
        <message>
            <source>Confirmed, waiting for the others ({done} / {all})</source>
            <translation>已确认，等待其他评委（{done} / {all}）</translation>
        </message>
        <message>
            <source>Equal totals are ordered by {keys}; what is still equal shares a rank.</source>
            <translation>总分相同的，依次按{keys}排序；仍相同的，名次并列。</translation>
        </message>
        <message>
            <source>Equal totals share a rank.</source>
            <translation>总分相同的，名次并列。</translation>
        </message>
        <message>
            <source>Every rounding is half away from zero, to {places} places.</source>
            <translation>各项计算四舍五入，保留 {places} 位小数。</translation>
        </message>
        <message>
            <source>Government Procurement Law</source>
            <translation>《政府采购法》</translation>
        </message>
        <message>
            <source>I have read the rules</source>
            <translation>我已阅读评标办法</translation>
        </message>
        <message>
            <source>Method and criteria of the evaluation</source>
            <translation>评标办法与评分标准</translation>
        </message>
        <message>
            <source>No connection: kept here and sent when it is back</source>
            <translation>线路中断：已在本机保存，恢复后自动发送</translation>
        </message>
        <message>
            <source>Please read to the end first</source>
            <translation>请先读至末尾</translation>
        </message>
        <message>
            <source>Price: lowest valid price ÷ price × {full}; no price is left out.</source>
            <translation>报价分＝最低有效报价 ÷ 投标报价 × {full}；不去除任何报价。</translation>
        </message>
        <message>
            <source>Price: the benchmark is the mean of the valid prices, extremes left out by number of bids, times {factor}. At the benchmark {full} points; each per cent above costs {above}, each per cent below {below}; never less than {floor}.</source>
            <translation>报价分：有效报价按家数去除最高、最低后取平均值，乘以 {factor} 为评标基准价。等于基准价得 {full} 分；每高 1% 扣 {above} 分，每低 1% 扣 {below} 分，最低 {floor} 分。</translation>
        </message>
        <message>
            <source>Read what is judged and how it is counted; nothing else may be used.</source>
            <translation>阅读评标办法和评分标准；不得采用招标文件以外的标准。</translation>
        </message>
        <message>
            <source>Reading the tender</source>
            <translation>熟悉招标文件</translation>
        </message>
        <message>
            <source>SHA-256</source>
            <translation>SHA-256</translation>
        </message>
        <message>
            <source>Saving …</source>
            <translation>正在保存……</translation>
        </message>
        <message>
            <source>Tendering and Bidding Law</source>
            <translation>《招标投标法》</translation>
        </message>
        <message>
            <source>Text of the rules</source>
            <translation>评标办法正文</translation>
        </message>
        <message>
            <source>The criteria and their bands stand beside every score you give later.</source>
            <translation>评分时，每一项旁边都会显示评分标准和分档。</translation>
        </message>
        <message>
            <source>The same text, with the same digest, stands at every seat and in the report.</source>
            <translation>各机位和评标报告所依据的是同一份规则，摘要相同。</translation>
        </message>
        <message>
            <source>a fact: all members must agree</source>
            <translation>客观分，各评委须一致</translation>
        </message>
        <message>
            <source>by code, on the blind part</source>
            <translation>暗标部分，按编号评审</translation>
        </message>
        <message>
            <source>by name, on the open part</source>
            <translation>明标部分，按名称评审</translation>
        </message>
        <message>
            <source>each member judges for himself</source>
            <translation>主观分，由各评委独立评定</translation>
        </message>
        <message>
            <source>the higher score of {section}</source>
            <translation>{section}得分高者优先</translation>
        </message>
        <message>
            <source>the lower price</source>
            <translation>投标报价低者优先</translation>
        </message>
        <message>
            <source>{id} {title}: at most {max} in steps of {step}; {kind}</source>
            <translation>{id} {title}：满分 {max} 分，评分步长 {step} 分；{kind}</translation>
        </message>
        <message>
            <source>{number}. {title} ({how})</source>
            <translation>{number}. {title}（{how}）</translation>
        </message>
        <message>
            <source>{title} (blind: by code alone)</source>
            <translation>{title}（暗标：只见编号）</translation>
        </message>
        <message>
            <source>{title}, {max} points</source>
            <translation>【{title}】满分 {max} 分</translation>
        </message>
    </context>
</TS>
