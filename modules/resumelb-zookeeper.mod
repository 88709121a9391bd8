# A ZooKeeper server inside this server, for a first try without another process.

[description]
Runs a ZooKeeper server inside this server, for a first try of resumelb without another process.

[version]
12.1

[tags]
resumelb

[depend]
server
logging
resumelb-zookeeper-ee10

[lib]
lib/resumelb/core/*.jar

[ini]
resumelb.zookeeper.connect?=127.0.0.1:2181

[ini-template]
## Address that the ZooKeeper server listens on. (a host name or an IP address)
# resumelb.zookeeper.server.host=127.0.0.1

## Port that the ZooKeeper server listens on; resumelb.zookeeper.connect must name it too. (a whole number from 0 to
## 65535)
# resumelb.zookeeper.server.port=2181

## Folder with its data. (a path of a folder)
# resumelb.zookeeper.server.dataDir=resumelb-zookeeper
