<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Compare</name>
        <message>
            <source>A hint of the centre, no verdict: the committee judges. Enter shows both places.</source>
            <translation>仅供参考，是否雷同由评标委员会认定。按回车并排查看两处。</translation>
        </message>
        <message>
            <source>Add evidence</source>
            <translation>加依据标记</translation>
        </message>
        <message>
            <source>Aligned by hand</source>
            <translation>已手动对齐</translation>
        </message>
        <message>
            <source>Aligned by headings</source>
            <translation>两份按同名章节对齐</translation>
        </message>
        <message>
            <source>Alike {count}</source>
            <translation>雷同提示 {count}</translation>
        </message>
        <message>
            <source>Back to one bid</source>
            <translation>返回单份评审</translation>
        </message>
        <message>
            <source>Correct the entry marked red</source>
            <translation>请更正标红的一项</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>Each bid is scored by itself</source>
            <translation>两份各按标准独立打分</translation>
        </message>
        <message>
            <source>Evidence only</source>
            <translation>只看标记处</translation>
        </message>
        <message>
            <source>Go to a page</source>
            <translation>转到某页</translation>
        </message>
        <message>
            <source>Item {place} of {count}</source>
            <translation>第 {place} 项，共 {count} 项</translation>
        </message>
        <message>
            <source>Leave comparison</source>
            <translation>退出对照</translation>
        </message>
        <message>
            <source>Likeness between these two bids</source>
            <translation>两份之间的雷同提示</translation>
        </message>
        <message>
            <source>Nearest: {title} (p. {page})</source>
            <translation>最接近：{title}（第 {page} 页）</translation>
        </message>
        <message>
            <source>Next bid at this criterion (Ctrl+PgDown)</source>
            <translation>同一评审项的下一份（Ctrl+PgDown）</translation>
        </message>
        <message>
            <source>Next item</source>
            <translation>下一项</translation>
        </message>
        <message>
            <source>Next page</source>
            <translation>下一页</translation>
        </message>
        <message>
            <source>Next: {title}</source>
            <translation>下一项：{title}</translation>
        </message>
        <message>
            <source>No document is open yet</source>
            <translation>尚未打开文件</translation>
        </message>
        <message>
            <source>No such chapter in this bid</source>
            <translation>本份无此章</translation>
        </message>
        <message>
            <source>Not aligned</source>
            <translation>未对齐</translation>
        </message>
        <message>
            <source>One step less</source>
            <translation>减一个步长</translation>
        </message>
        <message>
            <source>One step more</source>
            <translation>加一个步长</translation>
        </message>
        <message>
            <source>Page {0} of {1}</source>
            <translation>第 {0} 页，共 {1} 页</translation>
        </message>
        <message>
            <source>Previous item</source>
            <translation>上一项</translation>
        </message>
        <message>
            <source>Previous page</source>
            <translation>上一页</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>理由</translation>
        </message>
        <message>
            <source>Reason (written)</source>
            <translation>理由（已填）</translation>
        </message>
        <message>
            <source>Reason for {bid}</source>
            <translation>{bid}的评分理由</translation>
        </message>
        <message>
            <source>Same fonts</source>
            <translation>嵌入字体相同</translation>
        </message>
        <message>
            <source>Same origin</source>
            <translation>文件属性相同</translation>
        </message>
        <message>
            <source>Same picture</source>
            <translation>图片相同</translation>
        </message>
        <message>
            <source>Same slip</source>
            <translation>相同的文字差错</translation>
        </message>
        <message>
            <source>Same text</source>
            <translation>文字雷同</translation>
        </message>
        <message>
            <source>Score for {bid}</source>
            <translation>{bid}的分数</translation>
        </message>
        <message>
            <source>Scroll together</source>
            <translation>同步滚动</translation>
        </message>
        <message>
            <source>Scrolling apart</source>
            <translation>各自滚动</translation>
        </message>
        <message>
            <source>Search (Ctrl+F)</source>
            <translation>查找（Ctrl+F）</translation>
        </message>
        <message>
            <source>The sheet is locked</source>
            <translation>评分表已锁定</translation>
        </message>
        <message>
            <source>These two places belong together (R)</source>
            <translation>以当前两处重新对齐（R）</translation>
        </message>
        <message>
            <source>This is the first item</source>
            <translation>已是第一项</translation>
        </message>
        <message>
            <source>This is the first page</source>
            <translation>已是第一页</translation>
        </message>
        <message>
            <source>This is the last page</source>
            <translation>已是最后一页</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>放大</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>缩小</translation>
        </message>
        <message>
            <source>of {max}</source>
            <translation>满分 {max}</translation>
        </message>
        <message>
            <source>points</source>
            <translation>分</translation>
        </message>
        <message>
            <source>{count} hints at likeness between these two bids</source>
            <translation>两份之间有 {count} 处雷同提示</translation>
        </message>
        <message>
            <source>{kind}, pages {pages}  {excerpt}</source>
            <translation>{kind}　第 {pages} 页　{excerpt}</translation>
        </message>
    </context>
</TS>
