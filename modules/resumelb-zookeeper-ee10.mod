# What the module resumelb-zookeeper runs in the environment ee10; its settings are the server's.

[description]
The ZooKeeper server of the module resumelb-zookeeper, in the environment ee10.

[version]
12.1

[tags]
internal
resumelb

[environment]
ee10

[depend]
server
ee10-servlet

[lib]
lib/resumelb/zookeeper/*.jar
lib/resumelb/zookeeper/server/*.jar

[xml]
etc/resumelb-zookeeper.xml
