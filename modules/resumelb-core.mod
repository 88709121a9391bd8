# What the load balancer and users' own classifiers share. Enabled by the module resumelb.

[description]
Request classes and the interface of request classifiers, for the module resumelb.

[tags]
internal
resumelb

[depend]
server
ext

[lib]
lib/resumelb/core/*.jar
