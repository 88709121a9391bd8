# The access log's classes. Enabled by the module resumelb-requestlog, which has the settings.

[description]
The access log of the module resumelb-requestlog, in the environment ee10.

[tags]
internal
resumelb

[environment]
ee10

[depend]
resumelb-ee10

[xml]
etc/resumelb-requestlog.xml
