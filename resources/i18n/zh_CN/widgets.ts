<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Bars</name>
        <message>
            <source>Call technical support</source>
            <translation>呼叫技术支持</translation>
        </message>
        <message>
            <source>Call technical support ({support})</source>
            <translation>呼叫技术支持（{support}）</translation>
        </message>
        <message>
            <source>Client {version} · rules {rules}</source>
            <translation>客户端 {version} · 流程规范 {rules}</translation>
        </message>
        <message>
            <source>Committee business (F4)</source>
            <translation>委员会事项（F4）</translation>
        </message>
        <message>
            <source>Disturbance</source>
            <translation>中断提示</translation>
        </message>
        <message>
            <source>Noted</source>
            <translation>知道了</translation>
        </message>
        <message>
            <source>Practice mode · sample data · all signatures are practice signatures without legal effect</source>
            <translation>演练模式 · 样例数据 · 所有签名均为演练签名，不具法律效力</translation>
        </message>
        <message>
            <source>Press to put the hint away; it comes again after an hour</source>
            <translation>按一下收起提示，一小时后再提醒</translation>
        </message>
        <message>
            <source>Scores and reasons will be published</source>
            <translation>评分与理由将依法公示</translation>
        </message>
        <message>
            <source>Time for a rest</source>
            <translation>该歇歇眼睛了</translation>
        </message>
        <message>
            <source>Try again now</source>
            <translation>立即重试</translation>
        </message>
        <message>
            <source>What still works</source>
            <translation>可以做什么</translation>
        </message>
        <message>
            <source>{count} to vote on (F4)</source>
            <translation>{count} 项待表决（F4）</translation>
        </message>
    </context>
    <context>
        <name>Dialogs</name>
        <message>
            <source>At most {count} characters</source>
            <translation>最多 {count} 字</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
    </context>
    <context>
        <name>DocumentPane</name>
        <message>
            <source>Before the first chapter</source>
            <translation>首章之前</translation>
        </message>
        <message>
            <source>Contents</source>
            <translation>目录</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>页面</translation>
        </message>
    </context>
    <context>
        <name>DocumentToolbar</name>
        <message>
            <source>Compare</source>
            <translation>对照</translation>
        </message>
        <message>
            <source>Contents</source>
            <translation>目录</translation>
        </message>
        <message>
            <source>Document alone (F11)</source>
            <translation>只看正文（F11）</translation>
        </message>
        <message>
            <source>Fit the page to the width</source>
            <translation>适合宽度</translation>
        </message>
        <message>
            <source>Go to a page (Ctrl+G)</source>
            <translation>转到某页（Ctrl+G）</translation>
        </message>
        <message>
            <source>It cannot get larger</source>
            <translation>已是最大</translation>
        </message>
        <message>
            <source>It cannot get smaller</source>
            <translation>已是最小</translation>
        </message>
        <message>
            <source>Next page</source>
            <translation>下一页</translation>
        </message>
        <message>
            <source>No document is open yet</source>
            <translation>尚未打开文件</translation>
        </message>
        <message>
            <source>Notes</source>
            <translation>批注</translation>
        </message>
        <message>
            <source>Page {0} of {1}</source>
            <translation>第 {0} 页，共 {1} 页</translation>
        </message>
        <message>
            <source>Previous page</source>
            <translation>上一页</translation>
        </message>
        <message>
            <source>Search (Ctrl+F)</source>
            <translation>查找（Ctrl+F）</translation>
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
            <source>Zoom {0} percent</source>
            <translation>缩放 {0}%</translation>
        </message>
    </context>
    <context>
        <name>Help</name>
        <message>
            <source>Ask for remote help (F7)</source>
            <translation>请求远程协助（F7）</translation>
        </message>
        <message>
            <source>Back to work</source>
            <translation>返回工作</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>帮助</translation>
        </message>
        <message>
            <source>Raise your hand: the staff of this place come to your seat.</source>
            <translation>请举手示意，现场工作人员会到您的机位。</translation>
        </message>
        <message>
            <source>Show me around this page</source>
            <translation>带我看一遍本页</translation>
        </message>
        <message>
            <source>Technical support: {support}</source>
            <translation>技术支持：{support}</translation>
        </message>
        <message>
            <source>before sign-in: the self-test of this seat</source>
            <translation>签到前：本机位自检</translation>
        </message>
        <message>
            <source>closes what lies on top</source>
            <translation>关闭最上层</translation>
        </message>
        <message>
            <source>folds the conference strip / shows the document alone</source>
            <translation>收起会议条 / 只看正文</translation>
        </message>
        <message>
            <source>goes on to the next field</source>
            <translation>到下一项</translation>
        </message>
        <message>
            <source>presses the main button</source>
            <translation>按下主按钮</translation>
        </message>
        <message>
            <source>turns the pages of a document</source>
            <translation>翻页</translation>
        </message>
    </context>
    <context>
        <name>Leave</name>
        <message>
            <source>Code of the first person</source>
            <translation>第一人口令</translation>
        </message>
        <message>
            <source>Code of the second person</source>
            <translation>第二人口令</translation>
        </message>
        <message>
            <source>Leave</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>Leave the evaluation seat</source>
            <translation>退出评标机位</translation>
        </message>
        <message>
            <source>Please enter both codes</source>
            <translation>请输入两人的口令</translation>
        </message>
        <message>
            <source>Two persons entitled to it each type the six digits their own authenticator shows. What was typed at this seat is kept; an evaluation goes on when the seat is started again.</source>
            <translation>须由两名授权人员分别输入各自动态口令器显示的六位数字。本机位已录入的内容全部保留；重新启动后，评标可继续进行。</translation>
        </message>
    </context>
    <context>
        <name>Marks</name>
        <message>
            <source>Bookmark here (B)</source>
            <translation>在此加书签（B）</translation>
        </message>
        <message>
            <source>Choose a paragraph with the mouse or with Shift+Down, then press P or N.</source>
            <translation>用鼠标或 Shift+下箭头选定一段，再按 P 加依据标记、按 N 加批注。</translation>
        </message>
        <message>
            <source>Evidence pin at the selection (P)</source>
            <translation>在所选处加依据标记（P）</translation>
        </message>
        <message>
            <source>My marks</source>
            <translation>我的标记</translation>
        </message>
        <message>
            <source>My marks in this document</source>
            <translation>本文件中的个人标记</translation>
        </message>
        <message>
            <source>Note at the selection (N)</source>
            <translation>在所选处加批注（N）</translation>
        </message>
        <message>
            <source>Only you see this note. It stays on this seat.</source>
            <translation>批注仅本人可见，只存在本机。</translation>
        </message>
        <message>
            <source>Private note</source>
            <translation>个人批注</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>删除</translation>
        </message>
    </context>
    <context>
        <name>MarksPanel</name>
        <message>
            <source>Choose a mark first</source>
            <translation>请先选中一条标记</translation>
        </message>
    </context>
    <context>
        <name>PageLayer</name>
        <message>
            <source>Go to page (1 to {count})</source>
            <translation>转到第几页（1–{count}）</translation>
        </message>
    </context>
    <context>
        <name>PageView</name>
        <message>
            <source>Document</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Go on with another document and tell technical support.</source>
            <translation>请先看其他文件，并告知技术支持。</translation>
        </message>
        <message>
            <source>It will not be shown. Tell technical support to fetch it again.</source>
            <translation>不予显示，请联系技术支持重新获取。</translation>
        </message>
        <message>
            <source>Opening the document</source>
            <translation>正在打开文件</translation>
        </message>
        <message>
            <source>Page {0} cannot be shown</source>
            <translation>第 {0} 页无法显示</translation>
        </message>
        <message>
            <source>Reopening the document</source>
            <translation>正在重新打开</translation>
        </message>
        <message>
            <source>The other pages can be read. Tell technical support the page number.</source>
            <translation>其他页可以阅读，请将页码告知技术支持。</translation>
        </message>
        <message>
            <source>The seat has too little memory to show documents</source>
            <translation>本机内存不足，无法显示文件</translation>
        </message>
        <message>
            <source>This document does not open in time</source>
            <translation>文件未能及时打开</translation>
        </message>
        <message>
            <source>This document is damaged and cannot be shown</source>
            <translation>文件已损坏，无法显示</translation>
        </message>
        <message>
            <source>This document is protected by a password</source>
            <translation>文件有密码保护</translation>
        </message>
        <message>
            <source>This document is too large for the seat</source>
            <translation>文件过大，本机无法打开</translation>
        </message>
        <message>
            <source>This document was changed on this seat's disk</source>
            <translation>文件在本机磁盘上被改动</translation>
        </message>
        <message>
            <source>{label}, page {page}</source>
            <translation>{label}，第 {page} 页</translation>
        </message>
    </context>
    <context>
        <name>Pages</name>
        <message>
            <source>Elect the chair</source>
            <translation>推举组长</translation>
        </message>
        <message>
            <source>Enter the evaluation</source>
            <translation>进入评审</translation>
        </message>
        <message>
            <source>Seat</source>
            <translation>机　位</translation>
        </message>
        <message>
            <source>Sign-in check</source>
            <translation>签到核验</translation>
        </message>
        <message>
            <source>Undertaking and recusal</source>
            <translation>承诺与回避</translation>
        </message>
        <message>
            <source>clock not set by the centre yet</source>
            <translation>时钟尚未与中心校准</translation>
        </message>
        <message>
            <source>clock set by the centre</source>
            <translation>时钟已与中心校准</translation>
        </message>
    </context>
    <context>
        <name>Paper</name>
        <message>
            <source>Not read to the end yet</source>
            <translation>请先读至末尾</translation>
        </message>
        <message>
            <source>Read to the end {time}</source>
            <translation>已阅读至末尾 {time}</translation>
        </message>
    </context>
    <context>
        <name>Pin</name>
        <message>
            <source>Enter the PIN of the signing key</source>
            <translation>输入签名 Key 的 PIN 码</translation>
        </message>
        <message>
            <source>Enter the PIN of your key</source>
            <translation>请输入签名 Key 的 PIN 码</translation>
        </message>
        <message>
            <source>Holder</source>
            <translation>持有人</translation>
        </message>
        <message>
            <source>Issuer</source>
            <translation>颁发机构</translation>
        </message>
        <message>
            <source>Key usage</source>
            <translation>密钥用法</translation>
        </message>
        <message>
            <source>PIN</source>
            <translation>PIN 码</translation>
        </message>
        <message>
            <source>Revocation</source>
            <translation>吊销核对</translation>
        </message>
        <message>
            <source>Sign</source>
            <translation>确认签署</translation>
        </message>
        <message>
            <source>Signing …</source>
            <translation>正在签名…</translation>
        </message>
        <message>
            <source>Signs</source>
            <translation>签署内容</translation>
        </message>
        <message>
            <source>The PIN is never kept here; each signature asks for it again</source>
            <translation>PIN 只在 Key 内比对，本机不保存；每次签署都须重新输入</translation>
        </message>
        <message>
            <source>This is the last try. Check the PIN and press once more.</source>
            <translation>这是最后一次机会。请核对 PIN 码后再按一次。</translation>
        </message>
        <message>
            <source>Valid</source>
            <translation>有效期</translation>
        </message>
        <message>
            <source>{count} tries left; then only the issuer can unlock the key</source>
            <translation>还可尝试 {count} 次，用尽后 Key 锁定，须到发证机构解锁</translation>
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message>
            <source>shows all stages and bids</source>
            <translation>显示全部阶段与标书</translation>
        </message>
    </context>
    <context>
        <name>RemoteHelp</name>
        <message>
            <source>A band says so all the time; F7 ends it at once. The request and each word go on record.</source>
            <translation>协助期间页面上方始终显示提示条，按 F7 立即结束。请求和每句提示均留存记录。</translation>
        </message>
        <message>
            <source>A technician at the centre sees the last self-test, the settings of this seat, and a picture of the pages for sign-in, waiting, self-test and seal.</source>
            <translation>评标中心的技术人员能看到本机位最近一次自检结果和设置，以及签到、等候、自检和封存页面的画面。</translation>
        </message>
        <message>
            <source>Ask for help</source>
            <translation>请求协助</translation>
        </message>
        <message>
            <source>Ask for remote help?</source>
            <translation>是否请求远程协助？</translation>
        </message>
        <message>
            <source>End remote help (F7)</source>
            <translation>结束远程协助（F7）</translation>
        </message>
        <message>
            <source>Pages with bids, scores or names are never shown, and nobody can press anything here from afar.</source>
            <translation>含投标文件、打分或姓名的页面从不显示，也无人能远程操作本机。</translation>
        </message>
        <message>
            <source>Remote help</source>
            <translation>远程协助</translation>
        </message>
    </context>
    <context>
        <name>Search</name>
        <message>
            <source>Enter searches the whole document; spaces and case do not matter.</source>
            <translation>按回车在全文中查找，不计空格和大小写。</translation>
        </message>
        <message>
            <source>Look for words in this document</source>
            <translation>在本文件中查找</translation>
        </message>
        <message>
            <source>Next place (F3)</source>
            <translation>下一处（F3）</translation>
        </message>
        <message>
            <source>Not found. Scanned pages without text cannot be searched.</source>
            <translation>未找到。没有文字层的扫描页无法查找。</translation>
        </message>
        <message>
            <source>Place before (Shift+F3)</source>
            <translation>上一处（Shift+F3）</translation>
        </message>
        <message>
            <source>Place {now} of {total}</source>
            <translation>第 {now} 处，共 {total} 处</translation>
        </message>
        <message>
            <source>Places found</source>
            <translation>查找结果</translation>
        </message>
        <message>
            <source>Searching …</source>
            <translation>正在查找…</translation>
        </message>
        <message>
            <source>Words in this document</source>
            <translation>查找本文件中的文字</translation>
        </message>
        <message>
            <source>p. {page}</source>
            <translation>第 {page} 页</translation>
        </message>
        <message>
            <source>{total} places</source>
            <translation>共 {total} 处</translation>
        </message>
        <message>
            <source>{total} places, the first {listed} are listed</source>
            <translation>共 {total} 处，列出前 {listed} 处</translation>
        </message>
    </context>
    <context>
        <name>SearchPanel</name>
        <message>
            <source>Nothing has been found yet</source>
            <translation>尚未找到内容</translation>
        </message>
    </context>
    <context>
        <name>Strip</name>
        <message>
            <source>Ask</source>
            <translation>请求发言</translation>
        </message>
        <message>
            <source>Away</source>
            <translation>暂离</translation>
        </message>
        <message>
            <source>Camera off</source>
            <translation>摄像头 关</translation>
        </message>
        <message>
            <source>Camera on</source>
            <translation>摄像头 开</translation>
        </message>
        <message>
            <source>Come back</source>
            <translation>返回</translation>
        </message>
        <message>
            <source>Conference</source>
            <translation>评标会议</translation>
        </message>
        <message>
            <source>Conference strip folded, F2 opens it</source>
            <translation>会议带已收起，按 F2 展开</translation>
        </message>
        <message>
            <source>Conference　{time}</source>
            <translation>评标会议　{time}</translation>
        </message>
        <message>
            <source>Denoise off</source>
            <translation>降噪 关</translation>
        </message>
        <message>
            <source>Denoise on</source>
            <translation>降噪 开</translation>
        </message>
        <message>
            <source>Join the conference</source>
            <translation>加入会议</translation>
        </message>
        <message>
            <source>Mic off</source>
            <translation>麦克风 关</translation>
        </message>
        <message>
            <source>Mic on</source>
            <translation>麦克风 开</translation>
        </message>
        <message>
            <source>No camera</source>
            <translation>无摄像头</translation>
        </message>
        <message>
            <source>No mic</source>
            <translation>无麦克风</translation>
        </message>
        <message>
            <source>Open the conference (F8)</source>
            <translation>展开会议（F8）</translation>
        </message>
        <message>
            <source>Show the other {count} places</source>
            <translation>显示其余 {count} 个席位</translation>
        </message>
        <message>
            <source>The call is not ready</source>
            <translation>会议尚未就绪</translation>
        </message>
        <message>
            <source>Withdraw</source>
            <translation>撤回请求</translation>
        </message>
        <message>
            <source>Your word</source>
            <translation>结束发言</translation>
        </message>
        <message>
            <source>not joined</source>
            <translation>未加入</translation>
        </message>
    </context>
    <context>
        <name>Tour</name>
        <message>
            <source>Leave the tour</source>
            <translation>不看了</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>下一处</translation>
        </message>
        <message>
            <source>Page Up and Page Down turn pages wherever the keyboard is.</source>
            <translation>光标在哪里都可以用 PageUp、PageDown 翻页。</translation>
        </message>
        <message>
            <source>The committee, by numbers and without names. F8 shows everybody large, F2 folds the strip.</source>
            <translation>评委会成员只显示编号，不显示姓名。按 F8 放大会议，按 F2 收起。</translation>
        </message>
        <message>
            <source>The steps of the evaluation. The bids stand under the present one; press one to open it.</source>
            <translation>评标的各个步骤。当前步骤下面列出各份标书，按一下即可打开。</translation>
        </message>
        <message>
            <source>To work</source>
            <translation>开始工作</translation>
        </message>
        <message>
            <source>What you decide</source>
            <translation>您要定的内容</translation>
        </message>
        <message>
            <source>What you read</source>
            <translation>阅读的内容</translation>
        </message>
        <message>
            <source>Whatever you enter is saved while you type. The big button at the foot is the next step; while it is grey it says what is missing.</source>
            <translation>录入的内容边输入边保存。下方的大按钮就是下一步；灰色时写明还缺什么。</translation>
        </message>
        <message>
            <source>Where you are</source>
            <translation>现在到哪一步</translation>
        </message>
        <message>
            <source>Whether all is well</source>
            <translation>一切是否正常</translation>
        </message>
        <message>
            <source>Whom you meet</source>
            <translation>参会的人</translation>
        </message>
        <message>
            <source>Your devices, and how much still has to reach the centre. F1 helps on every page.</source>
            <translation>各设备的状态，以及还有多少内容待传到中心。每一页按 F1 都有说明。</translation>
        </message>
        <message>
            <source>{place} of {count}: {title}</source>
            <translation>{place} / {count}　{title}</translation>
        </message>
    </context>
</TS>
