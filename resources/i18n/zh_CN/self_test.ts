<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>SelfTestPage</name>
        <message>
            <source>A run is going on</source>
            <translation>正在检测</translation>
        </message>
        <message>
            <source>Back (Esc)</source>
            <translation>返回（Esc）</translation>
        </message>
        <message>
            <source>Certificate (PDF)</source>
            <translation>打印验收证书</translation>
        </message>
        <message>
            <source>Check all again (F5)</source>
            <translation>全部重新检测（F5）</translation>
        </message>
        <message>
            <source>Check this again</source>
            <translation>重测本项</translation>
        </message>
        <message>
            <source>Checking … about {seconds} s for this part</source>
            <translation>正在检测，本部分约需 {seconds} 秒</translation>
        </message>
        <message>
            <source>Come in</source>
            <translation>进入</translation>
        </message>
        <message>
            <source>Identity and system</source>
            <translation>身份与系统</translation>
        </message>
        <message>
            <source>Jitter</source>
            <translation>抖动</translation>
        </message>
        <message>
            <source>Last run</source>
            <translation>上次验收</translation>
        </message>
        <message>
            <source>Limit</source>
            <translation>合格线</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>线路</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>丢包</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>No certificate before the check has ended</source>
            <translation>检测结束后才能打印验收证书</translation>
        </message>
        <message>
            <source>No technician's key is in. Two persons entered for this seat each type the six digits their own authenticator shows; or close this and put in the technician's key.</source>
            <translation>未插入技术人员的 Key。请本机位登记的两名授权人员各输入自己验证器上的六位数字；也可关闭此框，插入技术人员的 Key。</translation>
        </message>
        <message>
            <source>Nothing differs by more than 5 %.</source>
            <translation>与上次相比，变化均在 5% 以内。</translation>
        </message>
        <message>
            <source>Nothing of a project, a score or a bid is on this page</source>
            <translation>本页不含任何项目、评分与标书内容</translation>
        </message>
        <message>
            <source>Picture and sound</source>
            <translation>影像与声音</translation>
        </message>
        <message>
            <source>Record (PDF)</source>
            <translation>打印检测记录</translation>
        </message>
        <message>
            <source>Round trip</source>
            <translation>往返时延</translation>
        </message>
        <message>
            <source>Seats (M)</source>
            <translation>各机位（M）</translation>
        </message>
        <message>
            <source>Self-test</source>
            <translation>自检结果</translation>
        </message>
        <message>
            <source>Self-test and acceptance</source>
            <translation>自检与验收</translation>
        </message>
        <message>
            <source>Sign</source>
            <translation>签名</translation>
        </message>
        <message>
            <source>Signing chain</source>
            <translation>签名链</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Technician</source>
            <translation>技术人员</translation>
        </message>
        <message>
            <source>Technician (T)</source>
            <translation>技术人员登录（T）</translation>
        </message>
        <message>
            <source>Technician signed in</source>
            <translation>技术人员已登录</translation>
        </message>
        <message>
            <source>The PDF could not be written.</source>
            <translation>PDF 文件无法写入。</translation>
        </message>
        <message>
            <source>The list of technicians cannot be read; it has to be made anew.</source>
            <translation>技术人员名单无法读取，须重新登记。</translation>
        </message>
        <message>
            <source>The self-test ended early (status {status}).</source>
            <translation>自检提前结束（状态 {status}）。</translation>
        </message>
        <message>
            <source>There is no finished run yet</source>
            <translation>尚无完成的检测</translation>
        </message>
        <message>
            <source>To be seen to</source>
            <translation>需要处理</translation>
        </message>
        <message>
            <source>Trial signature (T)</source>
            <translation>试签名（T）</translation>
        </message>
        <message>
            <source>Up / down</source>
            <translation>上行 / 下行</translation>
        </message>
        <message>
            <source>Written: {file}</source>
            <translation>已保存：{file}</translation>
        </message>
        <message>
            <source>a random message, kept nowhere</source>
            <translation>一段随机数据，不作保存</translation>
        </message>
        <message>
            <source>running …</source>
            <translation>检测中 …</translation>
        </message>
        <message>
            <source>waiting</source>
            <translation>等待</translation>
        </message>
        <message>
            <source>{check}: {fault}</source>
            <translation>{check}：{fault}</translation>
        </message>
        <message>
            <source>{count} failed: no certificate yet</source>
            <translation>还有 {count} 项不合格，暂不能打印验收证书</translation>
        </message>
    </context>
</TS>
