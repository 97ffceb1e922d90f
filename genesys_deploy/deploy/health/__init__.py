"""What an apply needs, looked at beforehand: permissions, quotas, the clock, the IRP, the right org."""
