// Buffers on the stack are written before they are read; clearing them first shows in every profile.
[module: System.Runtime.CompilerServices.SkipLocalsInit]
