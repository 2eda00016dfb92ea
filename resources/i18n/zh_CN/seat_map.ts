<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>SeatMap</name>
        <message>
            <source>Ask again (F5)</source>
            <translation>重新查询（F5）</translation>
        </message>
        <message>
            <source>Asking the centre …</source>
            <translation>正在查询评标中心…</translation>
        </message>
        <message>
            <source>Back (Esc)</source>
            <translation>返回（Esc）</translation>
        </message>
        <message>
            <source>Seats</source>
            <translation>各机位</translation>
        </message>
        <message>
            <source>Technician signed in</source>
            <translation>技术人员已登录</translation>
        </message>
        <message>
            <source>The centre is being asked</source>
            <translation>正在查询评标中心</translation>
        </message>
        <message>
            <source>complete</source>
            <translation>完整自检</translation>
        </message>
        <message>
            <source>short</source>
            <translation>简短自检</translation>
        </message>
        <message>
            <source>{all} seats: {fit} fit, {reminded} with reminders, {failed} failed</source>
            <translation>{all} 个机位：{fit} 个合格，{reminded} 个有提醒，{failed} 个不合格</translation>
        </message>
    </context>
</TS>
