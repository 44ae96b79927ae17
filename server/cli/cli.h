/* The subcommands of the program, one to a file. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

/* `argc` and `argv` are without the program's and the subcommand's name.  Returns the exit status:
 * 0 done, 1 it failed (with a line on stderr), 2 the call was wrong. */
int cli_serve(int argc, char **argv);
int cli_clean(int argc, char **argv);
int cli_token(int argc, char **argv);
int cli_check(int argc, char **argv);
int cli_backup(int argc, char **argv);
int cli_reclean(int argc, char **argv);
int cli_health(int argc, char **argv);

#endif
