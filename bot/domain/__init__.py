"""The rules: what a day, a prompt, a streak, a week and a guard are. Pure; standard library only."""
