# What the module resumelb-worker runs in the environment ee10; its settings are the server's.

[description]
The registration and the filter of the module resumelb-worker, in the environment ee10.

[version]
12.1

[tags]
internal
resumelb

[environment]
ee10

[depend]
server
ee10-webapp

[before]
ee10-deploy

[lib]
lib/resumelb/worker/*.jar
lib/resumelb/zookeeper/*.jar

[xml]
etc/resumelb-worker.xml
