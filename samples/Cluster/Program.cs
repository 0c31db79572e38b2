// Reads the characters in all pictures of a folder, on one machine or on many, and writes a JSON object a line for each picture.
//
//   Cluster FOLDER --output answers.jsonl                        one process does it all
//   Cluster --silo --redis HOST:PORT                             a process that reads for others: start any number, anywhere
//   Cluster FOLDER --output answers.jsonl --redis HOST:PORT      has those read, and writes what they answer
using System.CommandLine;
using Cluster.Hosting;

return await ClusterCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration
{
    // A silo that is asked to stop finishes what it is reading.
    ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
});
