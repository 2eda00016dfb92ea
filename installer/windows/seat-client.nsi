; The Windows installer: makensis -DVERSION=0.1.0 -DBUNDLE=dist\seat-client -DOUT=seat-client-setup.exe seat-client.nsi
; Releases lie side by side as on Linux; the data of evaluations in %ProgramData% is never removed.

Unicode true
SetCompressor /SOLID lzma
!include "MUI2.nsh"
!include "x64.nsh"

!ifndef VERSION | BUNDLE | OUT
  !error "VERSION, BUNDLE and OUT have to be defined"
!endif
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\SeatClient"

Name "机位客户端"
OutFile "${OUT}"
InstallDir "$PROGRAMFILES64\SeatClient"
RequestExecutionLevel admin
ShowInstDetails show
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "机位客户端"
VIAddVersionKey /LANG=2052 "FileDescription" "机位客户端安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" ""

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "本程序需要 64 位 Windows 10 或更高版本。" /SD IDOK
    Abort
  ${EndIf}
  SetRegView 64
FunctionEnd

Section "机位客户端"
  SetShellVarContext all
  SetOutPath "$INSTDIR\releases\${VERSION}"
  File /r "${BUNDLE}\*"
  ; A technician's seat.toml stays.
  CreateDirectory "$APPDATA\SeatClient"
  IfFileExists "$APPDATA\SeatClient\seat.toml" configured
    SetOutPath "$APPDATA\SeatClient"
    File "..\system\etc\seat-client\seat.toml"
  configured:
  SetOutPath "$INSTDIR"
  CreateShortcut "$SMPROGRAMS\机位客户端.lnk" "$INSTDIR\releases\${VERSION}\seat-client.exe" \
    'seat --config "$APPDATA\SeatClient\seat.toml" --data "$APPDATA\SeatClient\data"'
  CreateShortcut "$SMPROGRAMS\机位客户端（演练）.lnk" "$INSTDIR\releases\${VERSION}\seat-client.exe" "demo"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKLM "${KEY}" "DisplayName" "机位客户端"
  WriteRegStr HKLM "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${KEY}" "InstallLocation" "$INSTDIR"
SectionEnd

Section "Uninstall"
  SetShellVarContext all
  SetRegView 64
  Delete "$SMPROGRAMS\机位客户端.lnk"
  Delete "$SMPROGRAMS\机位客户端（演练）.lnk"
  RMDir /r "$INSTDIR\releases"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKLM "${KEY}"
  ; $APPDATA\SeatClient stays: the evaluations' data.
SectionEnd
