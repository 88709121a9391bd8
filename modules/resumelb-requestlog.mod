# The load balancer's access log. Of no environment, so that its properties are the server's, as those of resumelb.

[description]
Logs each request of the load balancer resumelb, with its class, its worker and how that was chosen.

[tags]
requestlog
resumelb

[depend]
server
resumelb
resumelb-requestlog-ee10

[ini-template]
## File of the access log, by day where yyyy_mm_dd is in its name; logger sends the lines to the logger
## org.resumelb.requestlog of the server's logging instead. (a path of a file, with yyyy_mm_dd in its name for one a
## day, or logger)
# resumelb.requestlog.file=logs/access-yyyy_mm_dd.log

## Whether a line is text, the combined format with more behind it, or a JSON object. (one of text, json)
# resumelb.requestlog.format=text

## After how many days the file of a day is deleted; 0 for never. (a whole number from 0 to 36500)
# resumelb.requestlog.retainDays=31
