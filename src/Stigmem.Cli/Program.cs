return await Stigmem.Cli.CommandLine.RunAsync(args);
