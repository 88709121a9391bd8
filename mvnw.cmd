@echo off
rem Runs Maven: the installed one, else the version of .mvn\wrapper\maven-wrapper.properties, fetched once from the
rem repository that MVNW_REPOURL names, and checked.
setlocal
set "PROPS=%~dp0.mvn\wrapper\maven-wrapper.properties"
for /f "usebackq tokens=1,2 delims==" %%a in ("%PROPS%") do (
  if "%%a"=="mavenVersion" set "VERSION=%%b"
  if "%%a"=="distributionSha256Sum" set "CHECKSUM=%%b"
)
if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "DISTS=%MAVEN_USER_HOME%\wrapper\dists"
set "HOME_DIR=%DISTS%\apache-maven-%VERSION%"
if exist "%HOME_DIR%\bin\mvn.cmd" goto run
if not defined MVNW_REPOURL (
  where mvn >nul 2>nul && (mvn %* & exit /b)
  echo mvnw: no Maven in the PATH ^(expected: one, or MVNW_REPOURL with the address of a Maven repository^) 1>&2
  exit /b 1
)
powershell -NoProfile -ExecutionPolicy Bypass -Command "$ErrorActionPreference='Stop'; $u=$env:MVNW_REPOURL.TrimEnd('/')+'/org/apache/maven/apache-maven/'+$env:VERSION+'/apache-maven-'+$env:VERSION+'-bin.zip'; $z=[IO.Path]::GetTempFileName()+'.zip'; Invoke-WebRequest -UseBasicParsing $u -OutFile $z; $h=(Get-FileHash $z -Algorithm SHA256).Hash.ToLower(); if ($h -ne $env:CHECKSUM) { throw \"mvnw: $u has the checksum $h (expected: $env:CHECKSUM)\" }; Expand-Archive $z $env:DISTS -Force; Remove-Item $z" || exit /b 1
:run
"%HOME_DIR%\bin\mvn.cmd" %*
