// Reads the characters in all pictures of a folder, on one machine or on many, and writes a JSON object a line for each picture. Searches
// for the best of many networks and trainings in the same way.
//
//   Cluster FOLDER --output answers.jsonl                        one process does it all
//   Cluster --silo --redis HOST:PORT                             a process that works for others: start any number, anywhere
//   Cluster FOLDER --output answers.jsonl --redis HOST:PORT      has those read, and writes what they answer
//   Cluster search DATA --state DIR --output best.onnx           trains networks to find the best, with or without --redis
using System.CommandLine;
using Cluster.Hosting;

return await ClusterCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration
{
    // A silo that is asked to stop finishes what it is reading.
    ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
});
