// Code of pages runs in this process, with the working folder and the console that are everyone's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
