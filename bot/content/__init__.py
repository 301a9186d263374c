"""Every word a person reads, and the facts behind them: texts, principles, helplines, towns, zones. No decisions."""
